import Foundation
import HTTPTypes
import ProviderKit

/// INIAPI v2: JSON whose `data` is covered by `hashData`, byte for byte.
struct InicisAPI: Sendable {
    let line: PGLine
    let signer: InicisSigner
    let clock: any ProviderClock
    let clientIp: String

    /// The last part of a path below `/v2/pg`, and the `type` that goes with it.
    struct Call: Sendable {
        let path: String
        let type: String

        static let inquiry = Call(path: "inquiry", type: "inquiry")
        static let refund = Call(path: "refund", type: "refund")
        static let partialRefund = Call(path: "partialRefund", type: "partialRefund")
        static let accountRefund = Call(path: "refund/vacct", type: "refund")
        static let accountPartialRefund = Call(path: "partialRefund/vacct", type: "partialRefund")
    }

    /// Sends one call.
    ///
    /// - Parameters:
    ///   - call: Which.
    ///   - data: What it is about.
    ///   - type: What its answer is.
    /// - Returns: The answer, whatever its code.
    /// - Throws: ``ProviderError/Code/temporary`` where no connection was made, else ``ProviderError/Code/unknown``.
    func send<Answer: Decodable>(
        _ call: Call,
        _ data: some Encodable,
        as type: Answer.Type
    ) async throws(ProviderError) -> Answer {
        let response = try await line.post("/v2/pg/\(call.path)", json: try body(of: call, data.jsonBytes()))
        guard response.status == .ok else {
            throw ProviderError(.unknown, "INIAPI answered with status \(response.status.code)")
        }
        return try response.json(as: type)
    }

    /// The whole request, written by hand around `data`: an encoder might write the same value in other bytes. Nothing
    /// else in it needs escaping.
    private func body(of call: Call, _ data: [UInt8]) -> [UInt8] {
        let timestamp = KoreanTime.digits(clock.now())
        let hash = signer.apiHash(type: call.type, timestamp: timestamp, data: data)
        let head =
            #"{"mid":"\#(signer.mid)","type":"\#(call.type)","timestamp":"\#(timestamp)","clientIp":"\#(clientIp)","data":"#
        return Array(head.utf8) + data + Array(#","hashData":"\#(hash)"}"#.utf8)
    }
}
