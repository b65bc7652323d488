import Foundation

extension AdminRoutes {
    func gateway(_ call: AdminCall) -> AdminAnswer {
        let clientID = configuration.clientID
        switch (call.method, call.parts.dropFirst().first) {
        case ("POST", nil):
            guard let partner = call.request["partner_id"]?.text, (1...50).contains(partner.count) else {
                return .fault(422, "partner_id has 1 to 50 characters.")
            }
            let added = installations.addGateway(call.request, shop: call.shop, clientID: clientID)
            return added.map { .ok(["paymentgateway": $0], status: 201) } ?? .fault(422, "It exists already.")
        case ("PUT", clientID):
            return found(installations.changeGateway(call.request, shop: call.shop), "paymentgateway")
        case ("DELETE", clientID):
            guard installations.removeGateway(shop: call.shop) != nil else { return .fault(404, "It does not exist.") }
            return .ok(["paymentgateway": ["shop_no": .number(call.shop), "client_id": .string(clientID)]])
        default: return .fault(404, "No API found.")
        }
    }

    func script(_ call: AdminCall) -> AdminAnswer {
        let now = KoreanTime.full(Date())
        switch (call.method, call.parts.dropFirst().first) {
        case ("GET", nil): return .ok(["scripttags": .array(installations.scripts)])
        case ("POST", nil):
            guard let source = call.request["src"]?.text, WebAddress.isSafe(source),
                case .array(let places)? = call.request["display_location"], !places.isEmpty
            else { return .fault(422, "src and display_location are required.") }
            let script = installations.addScript(
                call.request,
                shop: call.shop,
                clientID: configuration.clientID,
                at: now
            )
            return .ok(["scripttag": script], status: 201)
        case ("PUT", let number?):
            return found(installations.changeScript(number, call.request, at: now), "scripttag")
        case ("DELETE", let number?):
            guard installations.removeScript(number) != nil else { return .fault(404, "It does not exist.") }
            return .ok(["scripttag": ["script_no": .string(number)]])
        default: return .fault(404, "No API found.")
        }
    }

    private func found(_ json: SandboxJSON?, _ name: String) -> AdminAnswer {
        guard let json else { return .fault(404, "It does not exist.") }
        return .ok(.object([SandboxJSON.Member(name: name, value: json)]))
    }

    /// Shows a call beside the order it is about. A calculation names no order: it goes to the latest external one
    /// with the same product.
    func record(_ call: AdminCall, _ answer: AdminAnswer) {
        guard call.parts.first == "orders", let name = call.parts.dropFirst().first else { return }
        guard let id = name == "calculation" ? orderReckoned(by: call) : name else { return }
        let message = Message.adminCall(
            call.method,
            call.path,
            body: call.text,
            status: answer.status,
            answer: answer.json.compact
        )
        orders.change(id) { $0.messages.append(message) }
    }

    private func orderReckoned(by call: AdminCall) -> String? {
        guard case .array(let items)? = call.request["items"] else { return nil }
        let products = Set(items.compactMap { $0["product_no"]?.text })
        return orders.all().first { $0.flow == .external && products.contains($0.product.number) }?.id
    }
}
