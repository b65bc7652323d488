import Logging

/// Writes the calls about one order into that order while they happen.
struct MessageRecorder: Sendable {
    let orders: OrderBook
    let orderID: String
    let logger: Logger

    func record(
        _ call: SandboxClient.Call,
        gatewayURL: String,
        post: SandboxClient.Post
    ) async throws -> SandboxClient.Reply {
        let number = begin(.toGateway(path: String(call.url.dropFirst(gatewayURL.count)), body: call.body))
        do {
            let reply = try await post(call)
            end(number, .received(status: reply.status, body: Message.readable(reply.body)))
            return reply
        } catch {
            logger.warning("the gateway did not answer", metadata: ["order": "\(orderID)", "error": "\(error)"])
            end(number, .missing)
            throw error
        }
    }

    private func begin(_ message: Message) -> Int {
        var number = 0
        orders.change(orderID) { order in
            number = order.messages.count
            order.messages.append(message)
        }
        return number
    }

    private func end(_ number: Int, _ answer: Message.Answer) {
        orders.change(orderID) { order in
            guard order.messages.indices.contains(number) else { return }
            order.messages[number].answer = answer
        }
    }
}
