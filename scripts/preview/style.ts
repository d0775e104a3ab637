/** Discord's dark manner: sizes and colours measured by eye. */
export const STYLE = `
* { box-sizing: border-box; margin: 0; }
body { background: #313338; color: #dbdee1; font: 16px/1.375 "gg sans", "Noto Sans", "Liberation Sans", Arial, sans-serif; }
main { padding: 16px; background: #313338; }
.message { display: flex; gap: 16px; padding: 4px 0; }
.message + .reply, .message + .message { margin-top: 12px; }
.avatar { flex: none; width: 40px; height: 40px; border-radius: 50%; background: #5865f2; color: #fff; font-weight: bold; text-align: center; line-height: 40px; }
.member .avatar { background: #747f8d; }
.body { min-width: 0; flex: 1; }
.name { color: #f2f3f5; font-weight: 600; }
.name time { color: #949ba4; font-size: 12px; font-weight: normal; margin-left: 4px; }
.tag { background: #5865f2; color: #fff; border-radius: 3px; font-size: 10px; padding: 1px 4px; vertical-align: 2px; }
.reply { color: #b5bac1; font-size: 14px; padding-left: 56px; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.reply::before { content: ""; display: inline-block; width: 30px; height: 9px; margin: 0 6px -5px -36px; border: 2px solid #4e5058; border-right: 0; border-bottom: 0; border-top-left-radius: 6px; }
.reply b { color: #f2f3f5; font-weight: 600; }
.command { color: #00a8fc; }
.hidden { background: #3a3a52; margin: 0 -16px; padding: 6px 16px; border-left: 2px solid #5865f2; }
.hidden-note { color: #949ba4; font-size: 12px; margin-top: 6px; }
a { color: #00a8fc; text-decoration: none; }
p { overflow-wrap: anywhere; min-height: 1.375em; }
p.item { position: relative; }
p.item span { position: absolute; left: -1.1em; }
h1 { font-size: 24px; line-height: 1.375; margin: 8px 0; color: #f2f3f5; }
h2 { font-size: 20px; line-height: 1.375; margin: 8px 0; color: #f2f3f5; }
h3 { font-size: 16px; line-height: 1.375; margin: 8px 0; color: #f2f3f5; }
small { display: block; font-size: 13px; line-height: 1.4; color: #949ba4; overflow-wrap: anywhere; }
blockquote { border-left: 4px solid #4e5058; border-radius: 4px; padding-left: 12px; }
.thread { color: #949ba4; border-bottom: 1px solid #26272b; margin: -16px -16px 12px; padding: 10px 16px; }
.thread b { color: #f2f3f5; font-weight: 600; }
code { background: #1e1f22; border-radius: 4px; padding: 0 4px; font: 14px monospace; }
.emoji { width: 1.375em; height: 1.375em; vertical-align: bottom; }
.row { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 8px; }
.button { background: #4e5058; color: #fff; border-radius: 3px; padding: 6px 14px; font-size: 14px; font-weight: 500; }
.button.primary { background: #5865f2; }
.button.success { background: #248046; }
.button.danger { background: #da373c; }
.button.disabled { opacity: 0.5; }
.select { background: #1e1f22; color: #949ba4; border-radius: 4px; padding: 10px 12px; width: 100%; max-width: 400px; display: flex; justify-content: space-between; }
`;
