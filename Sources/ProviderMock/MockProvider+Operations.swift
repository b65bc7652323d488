import Foundation
import ProviderKit

extension MockProvider {
    /// `POST /faults`: asks for a fault, or clears those of a verb.
    func orderFault(_ request: InboundMessage) async throws(ProviderError) -> PageResponse {
        do {
            try await queue(try FaultOrder(body: request.body))
        } catch {
            guard error.code == .rejectedMessage else { throw error }
            return json(["error": error.message], status: 400)
        }
        return json(["result": "OK"])
    }

    /// `GET /ledger`: every session of the instance, in any order.
    func ledger() async throws(ProviderError) -> PageResponse {
        let now = services.clock.now()
        return json(try await sessions.all().map { LedgerRow($0, at: now) })
    }

    private func queue(_ order: FaultOrder) async throws(ProviderError) {
        guard order.count > 0, let kind = order.fault else { return try await faults.clear(order.verb) }
        let entry = FaultQueue.Entry(kind: kind, count: order.count, delayMilliseconds: order.delay)
        try await faults.append(entry, for: order.verb)
    }

    private func json(_ value: some Encodable, status: Int = 200) -> PageResponse {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        guard let data = try? encoder.encode(value) else { return PageResponse(status: 500) }
        return .json(String(decoding: data, as: UTF8.self), status: status)
    }
}
