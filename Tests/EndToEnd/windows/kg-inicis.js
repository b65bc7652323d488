// INIStdPay.js, as far as a page sees it. The live script brings its second half from another host; both post the
// page's form into a frame. The buyer comes back in the window that the script names, or in that frame.
window.pgCalls = [];
window.name = "INIpayStd_Return";

const INIStdPay = {
  host: new URL(document.currentScript.src).host,

  pay(id) {
    const isLive = this.host === "stdpay.inicis.com";
    const half = document.createElement("script");
    half.src = `https://${isLive ? "stdux.inicis.com/stdpay" : this.host}/stdjs/INIStdPay_third-party.js`;
    half.onload = () => this.open(document.getElementById(id));
    document.head.append(half);
    const style = document.createElement("link");
    Object.assign(style, { rel: "stylesheet", href: `https://${this.host}/stdcss/INIStdPay.css` });
    document.head.append(style);
  },

  open(form) {
    const fields = Object.fromEntries(new FormData(form));
    for (const name of ["mid", "oid", "price", "currency", "buyertel", "timestamp", "mKey"]) {
      if (!fields[name]) return alert(`${name} has no value`);
    }
    window.pgCalls.push(fields);
    const frame = Object.assign(document.createElement("iframe"), { id: "pg-window", name: "inicis-frame" });
    frame.style.width = "100%";
    const layer = document.createElement("div");
    layer.append(frame, Object.assign(document.createElement("button"), { className: "pg-x", textContent: "×" }));
    document.body.prepend(layer);
    const target = { action: `https://${this.host}/payMain/pay`, method: "post", target: frame.name };
    Object.assign(form, { ...target, acceptCharset: "UTF-8" });
    form.submit();
  },
};
