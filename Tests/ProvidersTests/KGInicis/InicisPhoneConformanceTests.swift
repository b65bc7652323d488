import ProviderConformance
import ProviderFakes
import ProviderKit
import Testing

@testable import Providers

/// The kit's whole list once more with a phone in hand, paying by card, and by a virtual account's form.
struct InicisPhoneConformanceTests {
    private static let card = ConformanceSubject(
        KGInicis.self,
        account: FakeKGInicis.account(),
        amount: FakeKGInicis.amount,
        name: "kg-inicis on a phone",
        skips: FakeKGInicis.skips.union([
            .delayedOnlyWhereAllowed, .depositPaidLater, .depositGivenBack, .wrongCurrency,
        ])
    ) { FakeKGInicis(clock: $0, device: .mobile) }

    private static let deposit = ConformanceSubject(
        KGInicis.self,
        account: FakeKGInicis.account(mobileMethod: "virtual-account"),
        amount: FakeKGInicis.amount,
        name: "kg-inicis by a phone's deposit"
    ) { FakeKGInicis(clock: $0, device: .mobile) }

    /// INICIS reports deposits only, so that a card payment has no webhook to name it.
    @Test(arguments: ConformanceCheck.allCases.filter { $0 != .webhookNamesPayment })
    func aCardOnAPhonePassesEveryCheck(_ check: ConformanceCheck) async throws {
        _ = try await Self.card.run(check)
    }

    @Test func aDepositOnAPhoneIsPaidLater() async throws {
        #expect(try await Self.deposit.run(.depositPaidLater) == .passed)
    }
}
