import Foundation
import ProviderKit

/// What the page of the gateway hands to Toss's script.
struct TossPage: Encodable, Sendable {
    /// One thing the buyer can choose, with the whole argument of `requestPayment`.
    struct Choice: Encodable, Sendable {
        let label: [String: String]
        let request: Request
    }

    struct Request: Encodable, Sendable {
        let method: TossMethod
        let amount: Amount
        let orderId: String
        let orderName: String
        let successUrl: String
        let failUrl: String
        let customerName: String?
        let customerEmail: String?
        let customerMobilePhone: String?
        let taxFreeAmount: Decimal?
        let foreignEasyPay: ForeignEasyPay?
    }

    struct Amount: Encodable, Sendable {
        let currency: String
        let value: Decimal
    }

    struct ForeignEasyPay: Encodable, Sendable {
        let provider = "PAYPAL"
        let country = "KR"
    }

    let clientKey: String
    let choices: [Choice]

    static let script = "https://js.tosspayments.com/v2/standard"

    /// One method opens Toss's window at once; of several the buyer chooses one first.
    static let starter = """
        const { clientKey, choices } = JSON.parse(document.getElementById("pg-data").textContent);
        const payment = TossPayments(clientKey).payment({ customerKey: TossPayments.ANONYMOUS });
        if (choices.length === 1) return payment.requestPayment(choices[0].request);
        return new Promise((_, reject) => {
            const list = document.getElementById("pg-choice");
            for (const { label, request } of choices) {
                const button = document.createElement("button");
                button.type = "button";
                button.textContent = label[document.documentElement.lang];
                button.addEventListener("click", () => payment.requestPayment(request).catch(reject));
                list.append(button);
            }
            list.hidden = false;
        });
        """
}
