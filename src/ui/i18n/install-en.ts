/** Messages of the installed app, in English. */
export const installEn = {
  "update.ready": "A new version is here",
  "update.ready-hint":
    "It takes the place of the old one in all your tabs. Drafts of listings are kept; finish first whatever else you are writing.",
  "update.take": "Update",
  "update.later": "Later",
  "update.elsewhere": "This tab is of the version before",
  "update.elsewhere-hint":
    "Shoal has been updated. This tab was left as it is because something is written in it: finish that, then reload.",
  "update.reload": "Reload",
  "install.title": "The app",
  "install.hint-title": "Install Shoal?",
  "install.hint":
    "It then has its own icon and window, opens without a network, and browsers keep its data more readily.",
  "install.do": "Install Shoal",
  "install.how": "How to",
  "install.not-now": "Not now",
  "install.by-installed": "Shoal is installed on this device.",
  "install.by-ios":
    "To install Shoal: tap the share button of the browser, then “Add to Home Screen”. Do it early: the installed app keeps data of its own and does not see what this browser has kept. And without it, Safari may delete that after seven days in which you do not come.",
  "install.by-mac-safari": "To install Shoal: choose “Add to Dock” in Safari's File menu.",
  "install.by-firefox-phone": "To install Shoal: open Firefox's menu and choose “Install” or “Add to Home screen”.",
  "install.by-firefox":
    "Firefox on this computer may not install web apps. Everything works in this tab too, without a network as well.",
  "install.by-other":
    "To install Shoal: look for “Install” or “Add to home screen” in the browser's menu. Where there is neither, everything works in this tab too.",
  "launch.which": "In which pond?",
  "launch.no-pond": "You are in no pond yet",
  "launch.no-pond-hint": "Start one or join one with an invite, then come back here.",
  "share.title": "Shared with Shoal",
  "share.photos.one": "{n} photo for a new listing.",
  "share.photos.other": "{n} photos for a new listing.",
  "share.words": "A few words for a new listing.",
  "share.which": "In which pond do you want to list it? If you have begun a listing there, it is added to that.",
  "share.no-pond": "Start a pond or join one with an invite. What you shared waits here until then.",
  "share.empty": "Nothing that was shared is waiting.",
  "share.nothing": "There was no photo and no text in what was shared.",
  "share.too-large": "At least one photo was too large to be taken. Share it again in a smaller size.",
  "share.no-room": "As many photos as a listing can hold are waiting already. Use those first, then share again.",
  "share.leave-out": "Leave this photo out",
  "share.draft-full":
    "The listing that you have begun there has {n} photos, and no more fit in. List it or take some out; what was shared waits here.",
  "share.waits": "Something that you shared waits",
  "share.waits-hint": "It is in no listing yet.",
  "share.go": "Go on with it",
};
