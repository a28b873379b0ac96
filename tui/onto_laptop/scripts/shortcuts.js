// Makes the shortcuts on the desktop and in the menu to the program in the folder named; with "remove" takes them away.
var shell = new ActiveXObject("WScript.Shell"), disk = new ActiveXObject("Scripting.FileSystemObject");
var order = WScript.Arguments(0), folders = ["Desktop", "Programs"];
for (var i = 0; i < folders.length; i++) {
    var path = shell.SpecialFolders(folders[i]) + "\\Haulbook.lnk";
    if (order == "remove") {
        if (disk.FileExists(path)) disk.DeleteFile(path);
        continue;
    }
    var link = shell.CreateShortcut(path);
    link.TargetPath = shell.ExpandEnvironmentStrings("%SystemRoot%\\System32\\conhost.exe");
    link.Arguments = 'cmd.exe /c ""' + order + '\\window.cmd""';
    link.WorkingDirectory = order;
    link.Save();
}
