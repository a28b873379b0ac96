@echo off
rem Puts Haulbook onto this laptop from the folder that this file lies in. Needs no internet and no administrator rights.
setlocal
chcp 65001 >nul
pushd "%~dp0"
set PYTHON_MANAGER_AUTOMATIC_INSTALL=false
for %%w in (wheels\haulbook-*.whl) do set "PYTHONPATH=%%~fw"
set FOUND=
call :find
if not defined FOUND for %%i in (python-3.1?.*-amd64.exe) do call :add "%%i"
if defined FOUND (
    %FOUND% -m tui.onto_laptop install .
) else (
    type python-needed.txt
)
popd
pause
exit /b

:add
if defined FOUND exit /b
start "" /wait %1 /passive InstallAllUsers=0 Include_launcher=0 Include_test=0
:find
for %%v in (3.15 3.14 3.13 3.12 3.11) do call :try py -%%v
for /d %%d in ("%LOCALAPPDATA%\Programs\Python\Python31?") do call :try "%%d\python.exe"
call :try python
exit /b

:try
if defined FOUND exit /b
%* -m tui.onto_laptop fits . >nul 2>&1
if not errorlevel 1 set FOUND=%*
exit /b
