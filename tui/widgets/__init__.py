"""Line-drawn widgets: they draw the values they are given and post what a person does with them."""
