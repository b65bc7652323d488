// The storefront SDK of the sandbox mall, with the names and callbacks of Cafe24's.
(() => {
  "use strict";
  const page = document.getElementById("storefront").dataset;
  let app = null;

  const failure = (code, message) => Object.assign(new Error(message), { code });

  const reserve = async (fields) => {
    const answer = await fetch("/exec/front/order/reserve/", { method: "POST", body: new URLSearchParams(fields) });
    const body = await answer.json();
    if (!answer.ok) throw failure(body.code, body.message);
    const { products, return_noty_url, ...rest } = body.order;
    // An array with properties, as Cafe24 gives it; `products` is for those who expect an object.
    return Object.assign([...products], rest, { products, return_notification_url: return_noty_url });
  };

  // A callback that throws is its author's mistake and belongs in the console, not in a second call.
  const tell = (callback, promise) => {
    promise.then((result) => [null, result], (error) => [error, null])
      .then(([error, result]) => setTimeout(() => callback(error, result)));
  };

  window.CAFE24API = {
    MALL_ID: page.mall,
    SHOP_NO: Number(page.shop),
    init({ client_id: clientID, version } = {}) {
      app = { clientID, version };
      return this;
    },
    getCustomerIDInfo(callback) {
      const answer = app
        ? Promise.resolve({ id: { member_id: page.member || null, guest_id: page.member ? null : page.guest } })
        : Promise.reject(failure(403, "init comes first"));
      tell(callback, answer);
    },
    precreateOrder(mallID, requestTime, clientID, memberID, hmac, callback) {
      const role = document.querySelector('meta[name="path_role"]')?.content;
      const answer = !app ? Promise.reject(failure(403, "init comes first"))
        : role !== "PRODUCT_DETAIL" ? Promise.reject(failure(422, "not available on this page"))
          : reserve({
            mall_id: mallID, request_time: requestTime, app_key: clientID, member_id: memberID, hmac,
            delv_type: "A", product_no: page.product,
          }).then((order) => ({ order }));
      tell(callback, answer);
    },
  };

  // Apps' scripts are put into the page once all else is there.
  window.addEventListener("load", () => {
    const script = document.createElement("script");
    script.src = page.script;
    if (page.integrity) {
      script.integrity = page.integrity;
      script.crossOrigin = "anonymous";
    }
    script.addEventListener("error", () => { document.getElementById("no-button").hidden = false; });
    document.body.append(script);
  });
})();
