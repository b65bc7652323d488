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

    /// The gateway calls the mall, which answers at once, or as it was told to.
    static func notification(_ report: SandboxJSON, at path: String, answer: NotificationAnswer) -> Message {
        Message(
            from: .gateway,
            to: .mall,
            method: "POST",
            target: path,
            request: Secrets.shortened(report).pretty,
            answer: answer == .hungUp ? .missing : .received(status: answer.status, body: readable(answer.body))
        )
    }

    /// The gateway asks the mall's Admin API.
    static func adminCall(_ method: String, _ path: String, body: String, status: Int, answer: String) -> Message {
        Message(
            from: .gateway,
            to: .adminAPI,
            method: method,
            target: path,
            request: body.isEmpty ? "" : readable(body),
            answer: .received(status: status, body: readable(answer))
        )
    }

    /// The storefront in the buyer's browser reserves an order.
    static func reserved(_ fields: [FormText.Field], answer: String) -> Message {
        Message(
            from: .buyer,
            to: .mall,
            method: "POST",
            target: MallPath.reserve,
            request: readable(fields),
            answer: .received(status: 200, body: readable(answer))
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
    static func returned(_ fields: [FormText.Field], at path: String = MallPath.returned) -> Message {
        Message(
            from: .buyer,
            to: .mall,
            method: "GET",
            target: path,
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
    static let keyInReturn = Text(
        english: "A key came back, which asynchronous payments don't have.",
        korean: "비동기 결제에는 없는 key가 돌아왔습니다."
    )
    static let noKeyInReturn = Text(
        english: "No key came back, so the payment can't be read.",
        korean: "key가 돌아오지 않아 결제를 조회할 수 없습니다."
    )
}
