// pay.nicepay.co.kr/v1/js/, as far as a page sees it: the request is posted into a frame, the result by a form.
window.pgCalls = [];

const AUTHNICE = {
  post(action, target, fields) {
    const form = Object.assign(document.createElement("form"), { method: "post", action, target });
    for (const [name, value] of Object.entries(fields)) {
      form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    }
    document.body.append(form);
    form.submit();
  },

  requestPay({ fnError, ...request }) {
    window.pgCalls.push(request);
    const frame = Object.assign(document.createElement("iframe"), { id: "pg-window", name: "newPayIframe" });
    Object.assign(frame.style, { width: "100%", border: 0 });
    const layer = document.createElement("div");
    layer.append(frame, Object.assign(document.createElement("button"), { className: "pg-x", textContent: "×" }));
    document.body.prepend(layer);
    this.post("https://sandbox-pay.nicepay.co.kr/window", frame.name, request);
    addEventListener("message", ({ data }) => {
      layer.remove();
      if (data.deed === "close") return fnError({ errorMsg: "the buyer closed the window" });
      const isAgreed = data.deed === "agree";
      const result = isAgreed
        ? { authResultCode: "0000", tid: "UT0000113m01", authToken: "NICEUNTT", signature: data.signature }
        : { authResultCode: "9999", authResultMsg: "사용자 취소" };
      const { clientId, orderId, amount } = request;
      this.post(request.returnUrl, "_self", { ...result, clientId, orderId, amount });
    }, { once: true });
  },
};
