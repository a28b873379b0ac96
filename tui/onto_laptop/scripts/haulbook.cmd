@echo off
rem Starts Haulbook with the arguments given.
"%~dp0program\Scripts\python.exe" -m tui %*
