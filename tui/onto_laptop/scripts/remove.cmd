@echo off
rem Takes Haulbook off this laptop. The book stays.
chcp 65001 >nul
"%~dp0program\Scripts\python.exe" -m tui.onto_laptop remove
if errorlevel 1 (pause & exit /b 3)
pause
cd /d "%USERPROFILE%"
(goto) 2>nul & rmdir /s /q "%~dp0."
