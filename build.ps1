#!/usr/bin/env pwsh
# A thin list of dotnet verbs; .ci/run does the same without PowerShell.
#   ./build.ps1                    Restore, Build, Format, Test
#   ./build.ps1 Bench              side by side with nginx, HAProxy and YARP (Linux; takes minutes)
#   ./build.ps1 Publish            the program in ./publish
[CmdletBinding()]
param(
    [ValidateSet('Restore', 'Build', 'Format', 'Test', 'Bench', 'Publish')]
    [string[]] $Verbs = @('Restore', 'Build', 'Format', 'Test')
)

$ErrorActionPreference = 'Stop'
Set-Location $PSScriptRoot

function Invoke-Dotnet {
    & dotnet @args
    if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
}

foreach ($verb in $Verbs) {
    switch ($verb) {
        'Restore' { Invoke-Dotnet restore }
        'Build'   { Invoke-Dotnet build -c Release --no-restore }
        'Format'  { Invoke-Dotnet format --no-restore --verify-no-changes }
        'Test'    { Invoke-Dotnet test -c Release --no-build -m:1 }
        'Bench'   { Invoke-Dotnet run -c Release --project bench/load }
        'Publish' { Invoke-Dotnet publish src/Host -c Release -o publish }
    }
}
