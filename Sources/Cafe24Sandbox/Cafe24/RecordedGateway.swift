import Logging

/// The gateway, as one order calls it: every call becomes a message of that order.
struct RecordedGateway: Sendable {
    let configuration: SandboxConfiguration
    let orders: OrderBook
    let post: SandboxClient.Post
    let logger: Logger

    func client(for orderID: String) -> SandboxClient {
        let recorder = MessageRecorder(orders: orders, orderID: orderID, logger: logger)
        return SandboxClient(gatewayURL: configuration.gatewayURL, serviceKey: configuration.serviceKey) { call in
            try await recorder.record(call, gatewayURL: configuration.gatewayURL, post: post)
        }
    }
}
