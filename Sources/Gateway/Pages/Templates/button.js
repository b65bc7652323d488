// The payment button in a shop's pages (product detail and basket): no framework, no dependencies.
//
// It reserves an order number at Cafe24, hands the cart to the gateway, and sends the buyer on to pay. Its own address
// tells where the gateway is; the loader that appended it says which app it belongs to.
(() => {
  "use strict";

  const me = document.currentScript;
  if (!me || window.top !== window.self || window.pgGatewayButton) return;
  window.pgGatewayButton = true;

  const words = {
    en: { pay: "Buy now", busy: "One moment…", failed: "The payment could not be started. Please try again." },
    ko: { pay: "바로 결제하기", busy: "잠시만 기다려 주세요…", failed: "결제를 시작하지 못했습니다. 다시 시도해 주세요." },
    ja: { pay: "今すぐ支払う", busy: "少々お待ちください…", failed: "お支払いを開始できませんでした。もう一度お試しください。" },
    zh: { pay: "立即付款", busy: "请稍候…", failed: "无法开始付款，请重试。" },
  };
  const language = (document.documentElement.lang || "").slice(0, 2).toLowerCase();
  const text = words[language] || words.en;
  const clientID = me.dataset.client;
  const script = new URL(".", me.src);

  // In milliseconds: longer than the gateway waits for a payment company, shorter than a buyer waits for a button.
  const longestAnswer = 20000;
  // Of the storefront's calls; Cafe24 may be asked behind them.
  const longestCall = 30000;

  // How far the gateway's clock is ahead of this one, in milliseconds, by its latest answer. It takes a request that is
  // signed within five minutes by its own clock, and a buyer's may be further off.
  let ahead = 0;

  const ask = async (address, options) => {
    const end = new AbortController();
    const timer = setTimeout(() => end.abort(), longestAnswer);
    try {
      const response = await fetch(address, { credentials: "omit", signal: end.signal, ...options });
      const now = Date.parse(response.headers.get("Date"));
      if (now) ahead = now - Date.now();
      return await response.json();
    } finally {
      clearTimeout(timer);
    }
  };

  const at = (path, query) => {
    const address = new URL(path, script);
    address.search = new URLSearchParams(query).toString();
    return address;
  };

  // The storefront's calls end in callbacks of (error, answer), some at once, some twice and some never. Only the first
  // counts, and none after the time is up: the buyer has been told by then, and may have begun anew.
  const call = (name, ...given) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${name} does not answer`)), longestCall);
      window.CAFE24API[name](...given, (error, answer) => {
        clearTimeout(timer);
        if (error) reject(error);
        else resolve(answer);
      });
    });

  const buyer = async () => {
    const { id } = await call("getCustomerIDInfo");
    if (!id || !(id.member_id || id.guest_id)) throw new Error("the shop does not say who is buying");
    return { id: String(id.member_id || id.guest_id), isGuest: !id.member_id };
  };

  // The items are the entries of a list, of `products`, or of an object with numbers for keys.
  const items = (order) =>
    Object.values(order.products || order).filter((item) => item && typeof item === "object" && "product_no" in item);

  const shopAddress = () => location.origin + location.pathname.match(/^(\/shop\d+)?(\/m(?=\/|$))?/)[0];

  const begin = async (data) => {
    const api = window.CAFE24API;
    const { id, isGuest } = await buyer();
    const time = String(Math.floor((Date.now() + ahead) / 1000));
    const signed = await ask(
      at("hmac", { mall_id: api.MALL_ID, request_time: time, client_key: clientID, member_id: id }),
    );
    if (!signed.hmac_key) throw new Error(signed.mData);
    const answer = await call("precreateOrder", api.MALL_ID, time, clientID, id, signed.hmac_key);
    const order = answer.order;
    const payload = await ask(new URL("../payload", script), {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({
        order: items(order),
        mall_id: api.MALL_ID,
        store_id: data.shop_name,
        member_id: id,
        currency: data.shop_currency,
        order_id: order.order_id,
        return_notification_url: order.return_notification_url,
        return_url_base: shopAddress(),
        bGuest: isGuest ? 1 : 0,
        response_time: order.response_time,
        hmac: order.hmac,
        language,
      }),
    });
    if (!payload.bResult) throw new Error(payload.mData);
    location.assign(payload.mData.redirect_url);
  };

  const place = (box, data) => {
    const button = document.createElement("button");
    const trouble = document.createElement("p");
    button.type = "button";
    button.id = "pgGatewayPay";
    button.style.cssText =
      "width:100%;min-height:48px;border:0;border-radius:6px;background:#1a56db;color:#fff;font:inherit;font-size:16px;font-weight:600;line-height:1;cursor:pointer";
    trouble.setAttribute("role", "alert");
    trouble.style.cssText = "margin:8px 0 0;color:#b42318";
    const rest = (message) => {
      button.disabled = false;
      button.textContent = text.pay;
      trouble.textContent = message;
    };
    button.addEventListener("click", async () => {
      if (button.disabled) return;
      button.disabled = true;
      button.textContent = text.busy;
      trouble.textContent = "";
      try {
        await begin(data);
      } catch (error) {
        console.warn("payment button:", error);
        rest(text.failed);
      }
    });
    // Who comes back with the browser's button finds it ready.
    window.addEventListener("pageshow", (event) => event.persisted && rest(""));
    rest("");
    box.replaceChildren(button, trouble);
  };

  const start = async () => {
    const box = document.getElementById("appPaymentButtonBox");
    if (!box || !window.CAFE24API) return;
    window.CAFE24API.init({ client_id: clientID, version: me.dataset.version });
    const answer = await ask(at("data", { mall_id: window.CAFE24API.MALL_ID, shop_no: window.CAFE24API.SHOP_NO }));
    if (answer.bResult) place(box, answer.mData);
  };

  const go = () => start().catch((error) => console.warn("payment button:", error));
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", go);
  else go();
})();
