import ProviderConformance
import ProviderKit
import ProviderMock

extension FakeMock {
    /// More calls than any check makes.
    private static let always = 1_000

    public func tell(_ lie: Lie?) async -> Bool {
        for verb in ["verify", "cancel"] { await order(verb, nil) }
        switch lie {
        case nil: break
        case .wrongAmount: await order("verify", "wrongAmount", count: Self.always)
        case .wrongCurrency: await order("verify", "wrongCurrency", count: Self.always)
        case .errorInside:
            await order("verify", "decline", count: Self.always)
            await order("cancel", "refuse", count: Self.always)
        case .laterRefunds: await order("cancel", "pending", count: Self.always)
        // Its answers are values of its module: they name no order, and no status that the module has not.
        case .otherOrder, .unknownStatus: return false
        }
        return true
    }

    public func disturb(_ disturbance: Disturbance?, at verb: Verb) async -> Bool {
        switch disturbance {
        case nil: await order(verb.rawValue, nil)
        case .timeoutBeforeCommit: await order(verb.rawValue, "timeoutBeforeCommit")
        case .timeoutAfterCommit: await order(verb.rawValue, "timeoutAfterCommit")
        case .serverErrors: await order(verb.rawValue, "serverError", count: 3)
        case .truncated, .misencoded: await order(verb.rawValue, "garbage")
        case .unreachable: await order(verb.rawValue, "hang")
        }
        return true
    }

    /// Asks the operator's endpoint for a fault; `nil` clears those of the verb.
    private func order(_ verb: String, _ fault: String?, count: Int = 1) async {
        let named = fault.map { #""fault":"\#($0)","# } ?? ""
        let body = #"{"verb":"\#(verb)",\#(named)"count":\#(fault == nil ? 0 : count)}"#
        let request = InboundMessage(method: "POST", path: "/faults", body: Array(body.utf8))
        _ = try? await mock.page(for: request, on: .operations)
    }
}
