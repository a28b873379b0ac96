@echo off
rem Opens Haulbook in a window of 100 columns and 30 rows.
title Haulbook
mode con: cols=100 lines=30
call "%~dp0haulbook.cmd"
if errorlevel 1 pause
