import Foundation
import Hummingbird

/// The mall's Admin API, as far as a payment app uses it.
struct AdminRoutes: Sendable {
    let configuration: SandboxConfiguration
    let address: PublicAddress
    let orders: OrderBook
    let tokens: TokenBook
    let installations: Installations
    let plan: BehaviourPlan

    var endpoints: RouteCollection<BasicRequestContext> {
        let routes = RouteCollection(context: BasicRequestContext.self)
        for method in [HTTPRequest.Method.get, .post, .put, .delete] {
            routes.on("api/v2/admin/**", method: method, use: answer)
        }
        return routes
    }

    private func answer(_ request: Request, context: BasicRequestContext) async throws -> Response {
        let token = request.headers[.authorization].flatMap { $0.hasPrefix("Bearer ") ? String($0.dropFirst(7)) : nil }
        let call = try await AdminCall(request)
        let answer = refusal(token: token ?? "", call) ?? answer(call)
        record(call, answer)
        return answer.response
    }

    /// Why the door stays shut, if it does.
    private func refusal(token: String, _ call: AdminCall) -> AdminAnswer? {
        let behaviour = plan.next(at: .admin)
        switch behaviour.answer {
        case .busy: return .fault(429, "Too Many Requests", wait: behaviour.seconds)
        case .expired:
            tokens.expire(accessToken: token)
            return .fault(401, "access_token time expired.")
        case .error, .garbage, .reject, .hangup: return .fault(500, "Internal Server Error")
        case .ok, .silence: break
        }
        guard tokens.accepts(accessToken: token, at: Date()) else { return .fault(401, "Invalid access_token") }
        guard call.method != "POST" && call.method != "PUT" || call.body["request"] != nil else {
            return .fault(400, "The body is JSON with a request.")
        }
        return nil
    }

    private func answer(_ call: AdminCall) -> AdminAnswer {
        let parts = call.parts
        switch (call.method, parts.first, parts.count) {
        case ("GET", "shops", 1): return .ok(["shops": .array([shop])])
        case ("POST", "orders", 2) where parts[1] == "calculation": return calculation(call)
        case ("GET", "orders", 2): return order(parts[1])
        case (_, "paymentgateway", 1), (_, "paymentgateway", 2): return gateway(call)
        case (_, "scripttags", 1), (_, "scripttags", 2): return script(call)
        default: return .fault(404, "No API found.")
        }
    }

    private func order(_ id: String) -> AdminAnswer {
        guard let order = orders.find(id) else { return .fault(404, "The order does not exist.") }
        return .ok(["order": order.adminJSON])
    }

    private func calculation(_ call: AdminCall) -> AdminAnswer {
        do {
            let calculation = try Calculation(currency: configuration.currency).answer(to: call.request)
            return .ok(["calculation": calculation], status: 201)
        } catch let fault as Calculation.Fault {
            return .fault(422, fault.message)
        } catch {
            return .fault(500, "Internal Server Error")
        }
    }

    private var shop: SandboxJSON {
        let domain = address.url.drop { $0 != "/" }.dropFirst(2)
        return [
            "shop_no": .number(String(configuration.shopNo)), "default": "T",
            "shop_name": .string(configuration.shopName), "business_country_code": "KR", "language_code": "ko_KR",
            "currency_code": .string(configuration.currency), "pc_skin_no": .number("1"), "mobile_skin_no": .null,
            "base_domain": .string("\(configuration.mallID).cafe24.com"), "primary_domain": .string(String(domain)),
            "slave_domain": .array([]), "active": "T", "timezone": "Asia/Seoul", "is_https_active": "F",
        ]
    }
}
