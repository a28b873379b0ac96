"""A screen a file: each shows answers over the book and posts what a person wants changed."""
