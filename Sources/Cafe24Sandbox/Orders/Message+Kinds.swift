extension Message {
    /// The mall calls the gateway.
    static func toGateway(path: String, body: String) -> Message {
        Message(
            from: .mall,
            to: .gateway,
            method: "POST",
            target: path,
            request: readable(body),
            answer: .pending
        )
    }

    /// The gateway calls the mall, which answers at once.
    static func notification(_ report: SandboxJSON, answer: NotificationAnswer) -> Message {
        Message(
            from: .gateway,
            to: .mall,
            method: "POST",
            target: MallPath.notified,
            request: Secrets.shortened(report).pretty,
            answer: .received(status: answer.status, body: readable(answer.body))
        )
    }

    /// The mall sends the buyer's browser to pay.
    static func sent(to paymentURL: String) -> Message {
        Message(
            from: .buyer,
            to: .paymentPage,
            method: "GET",
            target: String(paymentURL.prefix { $0 != "?" && $0 != "#" }),
            request: readable(FormText.query(of: paymentURL)),
            answer: .unseen
        )
    }

    /// The gateway sends the buyer's browser back to the mall, which sends it on to the order.
    static func returned(_ fields: [FormText.Field]) -> Message {
        Message(
            from: .buyer,
            to: .mall,
            method: "GET",
            target: MallPath.returned,
            request: readable(fields),
            answer: .received(status: 303, body: "")
        )
    }

    /// A body as people read it: JSON over several lines, or the text itself, cut where it gets long.
    static func readable(_ body: String) -> String {
        (try? SandboxJSON(parsing: body)).map { Secrets.shortened($0).pretty } ?? String(body.prefix(2000))
    }

    private static func readable(_ fields: [FormText.Field]) -> String {
        guard !fields.isEmpty else { return "" }
        let members = fields.map { field in
            let parsed = field.name == "extra_data" ? try? SandboxJSON(parsing: field.value) : nil
            return SandboxJSON.Member(name: field.name, value: parsed ?? .string(field.value))
        }
        return Secrets.shortened(.object(members)).pretty
    }
}

extension Order {
    mutating func sendBuyer(to url: String) {
        paymentURL = url
        messages.append(.sent(to: url))
    }

    /// Notes something about the latest message.
    mutating func remark(_ text: Text) {
        guard let last = messages.indices.last else { return }
        messages[last].remarks.append(text)
    }
}

extension Text {
    static let noKeyInPaymentURL = Text(
        english: "This payment_url carries no key. Cafe24 needs one to read the payment later.",
        korean: "이 payment_url에는 key가 없습니다. 나중에 결제를 조회하려면 필요합니다."
    )
    static let noKeyInReturn = Text(
        english: "No key came back, so the payment can't be read.",
        korean: "key가 돌아오지 않아 결제를 조회할 수 없습니다."
    )
}
