/** By what Windows knows the program. It shows notices only of a program that says the same as its shortcut, which the installer makes (`appId` in electron-builder.yml). */
export const APP_ID = 'cn.panshi.suite';
