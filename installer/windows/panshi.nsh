; What Panshi adds to electron-builder's installer (NSIS). Silent: /S, with /D=FOLDER as the last word, without quotes.
; Texts are in Simplified Chinese and English. This file is UTF-8 with a byte order mark, as makensis wants it.

!define PANSHI_RULE "Panshi (no incoming connections)"

!macro customHeader
  LangString panshiDataKept ${LANG_SIMPCHINESE} "程序已卸载。您的数据没有删除，仍在：$\r$\n%LOCALAPPDATA%\Panshi$\r$\n账簿须按法规保存多年；确认不再需要后，请自行删除。"
  LangString panshiDataKept ${LANG_ENGLISH} "The program has been removed. Your data has not: it is still in$\r$\n%LOCALAPPDATA%\Panshi$\r$\nBooks have to be kept for years. Remove it yourself when you are sure that nobody needs it."
  LangString panshiNoDelete ${LANG_SIMPCHINESE} "此卸载程序不会删除业务数据，已拒绝 --delete-app-data。没有做任何更改。"
  LangString panshiNoDelete ${LANG_ENGLISH} "This uninstaller never removes business data: --delete-app-data is refused. Nothing has been changed."
!macroend

; The program opens no port. The rule keeps Windows from asking people whether it may, and holds even if a part of it should try.
!macro panshiCloseFirewall
  nsExec::Exec '"$SYSDIR\netsh.exe" advfirewall firewall delete rule name="${PANSHI_RULE}"'
  Pop $R0
  nsExec::Exec '"$SYSDIR\netsh.exe" advfirewall firewall add rule name="${PANSHI_RULE}" dir=in action=block enable=yes profile=any program="$INSTDIR\${APP_EXECUTABLE_FILENAME}"'
  Pop $R0
  ${If} $R0 != "0"
    DetailPrint "${PANSHI_RULE}: netsh $R0"
  ${EndIf}
!macroend

!macro customInstall
  !insertmacro panshiCloseFirewall
!macroend

; electron-builder's uninstaller knows a switch that wipes what it takes for the program's data. It is refused before anything is touched.
!macro customUnInit
  ClearErrors
  ${GetParameters} $R0
  ${GetOptions} $R0 "--delete-app-data" $R1
  ${IfNot} ${Errors}
    ${IfNot} ${Silent}
      MessageBox MB_OK|MB_ICONSTOP "$(panshiNoDelete)"
    ${EndIf}
    SetErrorLevel 2
    Quit
  ${EndIf}
  ClearErrors
!macroend

!macro customUnInstall
  nsExec::Exec '"$SYSDIR\netsh.exe" advfirewall firewall delete rule name="${PANSHI_RULE}"'
  Pop $R0
  ; An update removes the old program too: nobody is to be alarmed by it, and nobody is there to answer when it is silent.
  ${IfNot} ${isUpdated}
  ${AndIfNot} ${Silent}
    MessageBox MB_OK|MB_ICONINFORMATION "$(panshiDataKept)"
  ${EndIf}
!macroend
