// Has the page remember its errors, for engines whose driver tells nothing of the console.
if (!window.heardErrors) {
  const heard = (window.heardErrors = []);
  addEventListener('error', event => heard.push(event.message ?? String(event.target?.src)), true);
  addEventListener('unhandledrejection', event => heard.push(String(event.reason)));
  addEventListener('securitypolicyviolation', event =>
    heard.push(`Content Security Policy: ${event.violatedDirective} ${event.blockedURI}`));
  const say = console.error;
  console.error = (...parts) => { heard.push(parts.map(String).join(' ')); say.apply(console, parts); };
  // WebKitGTK's small browser saves no files: what the page gives it to save is taken here.
  const blobs = new Map(), make = URL.createObjectURL, click = HTMLAnchorElement.prototype.click;
  window.savedFiles = [];
  URL.createObjectURL = blob => {
    const url = make.call(URL, blob);
    blobs.set(url, blob);
    return url;
  };
  HTMLAnchorElement.prototype.click = function () {
    if (this.download && blobs.has(this.href)) {
      window.savedFiles.push({ name: this.download, blob: blobs.get(this.href) });
      // It would open a bar under the page, and what a walk is about to click would move away.
      if (navigator.vendor.startsWith('Apple')) return;
    }
    click.call(this);
  };
}
