import ProviderConformance
import ProviderFakes
import ProviderKit
import Testing

@testable import Providers

typealias KakaoVisit = Visit<KakaoPay, FakeKakaoPay>

extension Visit where Provider == KakaoPay, Fake == FakeKakaoPay {
    init(_ amount: Money = FakeKakaoPay.amount, taxFree: Money? = nil) async throws {
        try await self.init(
            account: FakeKakaoPay.account(),
            amount: amount,
            change: { $0.taxFree = taxFree },
            fake: { FakeKakaoPay(clock: $0) }
        )
    }

    static func paid(_ amount: Money = FakeKakaoPay.amount, taxFree: Money? = nil) async throws -> KakaoVisit {
        var visit = try await KakaoVisit(amount, taxFree: taxFree)
        try await visit.settle(.pays)
        return visit
    }

    /// The last call of a name: `ready`, `approve`, `order`, `cancel`.
    func call(_ name: String) throws -> BenchLine.Call {
        try #require(bench.line.calls.last { $0.path == "/online/v1/payment/\(name)" })
    }

    func count(_ name: String) -> Int { bench.line.calls.count { $0.path.hasSuffix("/\(name)") } }
}
