import Hummingbird
import ServiceLifecycle

/// Takes the three notifications, or does whatever it was told to do instead.
struct Notifications: Sendable {
    let purchases: Purchases
    let cancellations: Cancellations
    let orders: OrderBook
    let plan: BehaviourPlan

    func take(_ report: SandboxJSON, at endpoint: Behaviour.Endpoint) async -> NotificationAnswer {
        let behaviour = plan.next(at: endpoint)
        switch behaviour.answer {
        case .ok, .busy, .expired: return settle(report, endpoint)
        case .silence:
            // Shutting down ends the silence, not the answer.
            try? await cancelWhenGracefulShutdown { try await Task.sleep(for: .seconds(behaviour.seconds)) }
            return settle(report, endpoint)
        case .error: return pretend(.broken, report, endpoint)
        case .garbage: return pretend(.garbled, report, endpoint)
        case .reject: return pretend(.rejected, report, endpoint)
        case .hangup: return pretend(.hungUp, report, endpoint)
        }
    }

    private func settle(_ report: SandboxJSON, _ endpoint: Behaviour.Endpoint) -> NotificationAnswer {
        endpoint == .cancellation
            ? cancellations.notified(report) : purchases.notified(report, at: Self.path(of: endpoint))
    }

    /// Answers without having taken anything in.
    private func pretend(
        _ answer: NotificationAnswer,
        _ report: SandboxJSON,
        _ endpoint: Behaviour.Endpoint
    ) -> NotificationAnswer {
        orders.change(report["order_id"]?.text ?? "") { order in
            order.messages.append(.notification(report, at: Self.path(of: endpoint), answer: answer))
        }
        return answer
    }

    private static func path(of endpoint: Behaviour.Endpoint) -> String {
        switch endpoint {
        case .payment, .admin: MallPath.notified
        case .cancellation: MallPath.cancelNotified
        case .checkout: MallPath.checkoutNotified
        }
    }
}
