import Foundation
import HTTPTypes
import ProviderKit
import Testing

@testable import Providers

/// Known answers of Python's base64 and decimal; `Tests/EndToEnd/oracles/toss_payments.py` makes them.
struct TossOracleTests {
    struct Answers: Decodable {
        struct Header: Decodable { let secretKey: String, authorization: String }
        struct Amount: Decodable { let minorUnits: Int64, currency: String, json: String }

        let headers: [Header]
        let amounts: [Amount]
    }

    private func answers() throws -> Answers {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Oracles/toss-payments.json")
        return try JSONDecoder().decode(Answers.self, from: Data(contentsOf: file))
    }

    @Test func theHeaderIsBase64OfKeyAndColon() async throws {
        for known in try answers().headers {
            let headers = try await authorization(of: known.secretKey)
            #expect(headers == [known.authorization])
        }
    }

    @Test func amountsAreTheNumbersThatTossCounts() throws {
        struct Wire: Codable { let value: Decimal }
        for known in try answers().amounts {
            let money = Money(known.minorUnits, try #require(Currency(code: known.currency)))
            let body = try Wire(value: money.tossAmount).jsonBytes()
            #expect(String(decoding: body, as: UTF8.self) == #"{"value":\#(known.json)}"#)
            let read = try JSONDecoder().decode(Wire.self, from: Data(#"{"value":\#(known.json)}"#.utf8))
            #expect(try Money(toss: read.value, money.currency) == money)
        }
    }

    private func authorization(of key: String) async throws -> [String] {
        let line = AnsweringLine([])
        let account = ProviderAccount(
            instance: "toss",
            reference: "r",
            environment: .test,
            fields: ["clientKey": [Secret(key.replacing("sk_", with: "ck_"))], "secretKey": [Secret(key)]]
        )
        let toss = try TossPayments(account: account, services: line.services())
        let payment = PaymentReference(
            key: PaymentKey(from: SystemRandomSource()),
            amount: Money(100, .krw),
            amountText: "100",
            opened: Timestamp(milliseconds: 0)
        )
        _ = try? await toss.verify(.inquiry, of: payment, approval: nil)
        return line.requests.compactMap { $0.headerFields[.authorization] }
    }
}
