// js.tosspayments.com/v2/standard, as far as a page sees it: the window opens over the page, after Toss was asked.
window.pgCalls = [];

function TossPayments(clientKey) {
  return {
    payment: ({ customerKey }) => ({
      async requestPayment(request) {
        window.pgCalls.push({ clientKey, customerKey, request });
        await fetch("https://apigw-sandbox.tosspayments.com/payment-window", { mode: "no-cors" });
        const frame = document.createElement("iframe");
        frame.id = "pg-window";
        frame.src = "https://payment-gateway-sandbox.tosspayments.com/window";
        Object.assign(frame.style, { width: "100%", border: 0 });
        const layer = document.createElement("div");
        layer.append(frame, Object.assign(document.createElement("button"), { className: "pg-x", textContent: "×" }));
        document.body.prepend(layer);
        const deed = await new Promise((resolve) => {
          addEventListener("message", ({ data }) => resolve(data.deed), { once: true });
        });
        layer.remove();
        if (deed === "close") throw Object.assign(new Error("the buyer closed the window"), { code: "USER_CANCEL" });
        const isAgreed = deed === "agree";
        const result = isAgreed
          ? { paymentKey: "tviva20261122", orderId: request.orderId, amount: request.amount.value }
          : { code: "PAY_PROCESS_CANCELED", message: "결제를 취소했습니다" };
        const address = new URL(isAgreed ? request.successUrl : request.failUrl);
        for (const [name, value] of Object.entries(result)) address.searchParams.set(name, value);
        location.href = address;
      },
    }),
  };
}
TossPayments.ANONYMOUS = "@@anonymous";
