import ProviderKit
import Testing

@testable import ProviderMock

struct FaultQueueTests {
    @Test func aFaultStrikesExactlyAsManyCallsAsAskedUnderConcurrency() async throws {
        let shop = try Shop()
        let visit = try await shop.paid()
        try await shop.fault("verify", "serverError", count: 5)
        try await shop.fault("verify", "wrongAmount", count: 3)
        let answers = try await withThrowingTaskGroup(of: Int64?.self) { group in
            for _ in 0..<32 { group.addTask { try? await visit.inquire().paid.minorUnits } }
            return try await group.reduce(into: [Int64?]()) { $0.append($1) }
        }
        #expect(answers.count { $0 == nil } == 5)
        #expect(answers.count { $0 == 12_001 } == 3)
        #expect(answers.count { $0 == 12_000 } == 24)
        #expect(try await visit.row()?.calls.verify == 32)
    }

    @Test func faultsComeInTheOrderTheyWereAskedFor() async throws {
        let shop = try Shop()
        let visit = try await shop.paid()
        try await shop.fault("verify", "wrongCurrency", count: 2)
        try await shop.fault("verify", "wrongAmount")
        try await shop.fault("cancel", "refuse")
        var told: [String] = []
        for _ in 1...4 { told.append(try await visit.inquire().paid.description) }
        #expect(told == ["120.00 USD", "120.00 USD", "12001 KRW", "12000 KRW"])
        #expect(try await visit.refund(1, remaining: 12_000).word == "refused REFUSED")
    }

    @Test func aCountOfZeroClearsThoseOfTheVerb() async throws {
        let shop = try Shop()
        let visit = try await shop.paid()
        try await shop.fault("verify", "serverError", count: 5)
        try await shop.fault("verify", "wrongAmount", count: 5)
        try await shop.fault("cancel", "refuse")
        try await shop.fault("verify", "serverError", count: 0)
        #expect(try await visit.inquire().paid == Money(12_000, .krw))
        #expect(try await visit.refund(1, remaining: 12_000).word == "refused REFUSED")
        #expect(try await shop.operate("POST", "/faults", #"{"verb":"cancel","count":0}"#).status == 200)
    }

    @Test func faultsAreSharedByTheAccountsOfAnInstance() async throws {
        let shop = try Shop()
        try await shop.fault("checkout", "decline")
        let other = try Shop(storage: shop.storage, publicKey: "other")
        let error = await #expect(throws: ProviderError.self) { try await other.mock.checkout(other.order()) }
        #expect(error?.code == .invalidRequest)
    }

    @Test(arguments: [
        (#"{"verb":"verify","fault":"serverError","count":1,"delay_ms":0}"#, 200),
        (#"{"verb":"verify","fault":"hang"}"#, 200),
        (#"{"verb":"webhook","fault":"badSignature","count":2}"#, 200), ("", 400), ("[]", 400), ("{}", 400),
        (#"{"verb":"refund","fault":"hang"}"#, 400), (#"{"verb":"verify","fault":"explode"}"#, 400),
        (#"{"verb":"verify"}"#, 400), (#"{"verb":"verify","fault":"hang","count":-1}"#, 400),
        (#"{"verb":"verify","fault":"hang","count":"1"}"#, 400),
        (#"{"verb":"verify","fault":"hang","count":1.5}"#, 400),
        (#"{"verb":"verify","fault":"hang","delay_ms":-1}"#, 400), (#"{"verb":"verify","fault":"refuse"}"#, 400),
        (#"{"verb":"cancel","fault":"decline"}"#, 400), (#"{"verb":"cancel","fault":"badSignature"}"#, 400),
        (#"{"verb":"verify","fault":"hang","count":2000000}"#, 400), (#"{"verb":1,"fault":"hang"}"#, 400),
        (#"{"verb":"verify","fault":"explode","count":0}"#, 400),
    ])
    func ordersAreReadStrictly(body: String, status: Int) async throws {
        let answer = try await Shop().operate("POST", "/faults", body)
        #expect(answer.status == status)
        #expect(answer.headers["content-type"] == "application/json")
        #expect(status == 200 ? answer.text == #"{"result":"OK"}"# : answer.text.hasPrefix(#"{"error":""#))
    }
}
