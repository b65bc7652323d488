import Foundation
import ProviderConformance
import ProviderFakes
import ProviderKit
import Testing

@testable import Providers

struct InicisCancelTests {
    private let account = RefundAccount(bankCode: "20", number: "123-456-789", holder: "김하나")

    private func data(of table: InicisTable) throws -> [String: String] {
        let call = try #require(table.line.calls.last { $0.path != "/v2/pg/inquiry" })
        let whole = try #require(try JSONSerialization.jsonObject(with: Data(call.body.utf8)) as? [String: Any])
        #expect(Set(whole.keys) == ["mid", "type", "timestamp", "clientIp", "data", "hashData"])
        return try #require(whole["data"] as? [String: String])
    }

    private func paid() async throws -> InicisTable {
        var table = try await InicisTable()
        #expect(try await table.settle(.pays).status == .paid)
        return table
    }

    private func deposited(_ device: FakeKGInicis.Device = .desktop) async throws -> InicisTable {
        var table = try await InicisTable(device, account: FakeKGInicis.account(mobileMethod: "virtual-account"))
        #expect(try await table.settle(.choosesDeposit).status == .pending(.deposit))
        try await table.fake.deposit(of: table.order.key)
        #expect(try await table.verify(.inquiry, approving: false).status == .paid)
        return table
    }

    @Test func allOfItGoesBackByTransactionAndReason() async throws {
        let table = try await paid()
        let tid = try #require(table.payment.references.first)
        #expect(try await table.cancel(.refund(FakeKGInicis.amount)).word == "done")
        #expect(table.line.paths.last == "/v2/pg/refund")
        #expect(try data(of: table) == ["tid": tid, "msg": "단순 변심 / changed mind"])
        #expect(await table.books == FakeBooks(paid: 13_000, cancelled: 13_000, charges: 1, refunds: 1))
    }

    @Test func aPartNamesWhatIsToRemain() async throws {
        var table = try await paid()
        let tid = try #require(table.payment.references.first)
        let first = try await table.cancel(.refund(Money(3_000, .krw)))
        #expect(table.line.paths.last == "/v2/pg/partialRefund")
        #expect(
            try data(of: table) == [
                "tid": tid, "msg": "단순 변심 / changed mind", "price": "3000", "confirmPrice": "10000",
                "currency": "WON", "tax": "0", "taxfree": "0",
            ]
        )
        #expect(try await table.cancel(.refund(Money(10_000, .krw)), before: 10_000).word == "done")
        let snapshot = try await table.verify(.inquiry, approving: false)
        #expect(snapshot.cancelled == FakeKGInicis.amount)
        #expect(snapshot.cancellations.map(\.amount) == [Money(3_000, .krw), Money(10_000, .krw)])
        guard case .done(let reference?) = first else {
            Issue.record("a part without a reference")
            return
        }
        #expect(snapshot.cancellations.first?.origin == .provider(reference))
    }

    @Test func aDepositGoesBackToAnEncryptedAccount() async throws {
        let table = try await deposited()
        #expect(try await table.cancel(.refund(FakeKGInicis.amount), to: account).word == "done")
        #expect(table.line.paths.last == "/v2/pg/refund/vacct")
        let data = try data(of: table)
        #expect(data["refundAcctNum"] == "qwMHVJqsmXKoR+d8wQTS4g==")
        #expect(data["refundBankCode"] == "20")
        #expect(data["refundAcctName"] == "김하나")
        #expect(Set(data.keys) == ["tid", "msg", "refundAcctNum", "refundBankCode", "refundAcctName"])
        #expect(!table.line.calls.contains { $0.body.contains("123456789") })
    }

    @Test func partOfADepositGoesBackToAnAccount() async throws {
        let table = try await deposited(.mobile)
        #expect(try await table.cancel(.refund(Money(3_000, .krw)), to: account).word == "done")
        #expect(table.line.paths.last == "/v2/pg/partialRefund/vacct")
        #expect(await table.books.cancelled == 3_000)
    }

    @Test func aDepositWithoutAnAccountIsRefusedBeforeAnyCall() async throws {
        let table = try await deposited()
        let calls = table.line.calls.count
        #expect(try await table.cancel(.refund(FakeKGInicis.amount)).word == "refused ")
        #expect(table.line.calls.count == calls)
    }

    @Test func aPartByAnotherOperationThatDoesNotAddUpIsAConflict() async throws {
        let table = try await paid()
        _ = try await table.cancel(.refund(Money(3_000, .krw)))
        let error = await #expect(throws: ProviderError.self) {
            _ = try await table.cancel(.refund(Money(3_000, .krw)))
        }
        #expect(error?.code == .conflict)
        #expect(await table.books.cancelled == 3_000)
    }

    @Test func allOfItTwiceIsDoneOnce() async throws {
        let table = try await paid()
        table.line.disturb("/v2/pg/refund", .timeoutAfterCommit)
        let operation = OperationID(from: SystemRandomSource())
        let error = await #expect(throws: ProviderError.self) {
            _ = try await table.cancel(.refund(FakeKGInicis.amount), as: operation)
        }
        #expect(error?.code == .unknown)
        #expect(try await table.cancel(.refund(FakeKGInicis.amount), as: operation).word == "done")
        #expect(await table.books.refunds == 1)
    }

    @Test(arguments: [Disturbance.timeoutBeforeCommit, .timeoutAfterCommit, .serverErrors, .unreachable])
    func thePartOfOneOperationGoesBackOnce(disturbance: Disturbance) async throws {
        let table = try await paid()
        let operation = OperationID(from: SystemRandomSource())
        table.line.disturb("/v2/pg/partialRefund", disturbance)
        await #expect(throws: ProviderError.self) {
            _ = try await table.cancel(.refund(Money(3_000, .krw)), as: operation)
        }
        for _ in 0..<2 {
            #expect(try await table.cancel(.refund(Money(3_000, .krw)), as: operation).word == "done")
        }
        #expect(await table.books == FakeBooks(paid: 13_000, cancelled: 3_000, charges: 1, refunds: 1))
    }

    /// Under another name, or none, the gateway would take the part of INICIS's list for somebody else's.
    @Test func whatWasDoneUnheardIsDoneUnderInicissOwnName() async throws {
        var table = try await paid()
        let operations = (0..<3).map { _ in OperationID(from: SystemRandomSource()) }
        var names: [String?] = []
        for (operation, before) in zip(operations, [13_000, 10_000, 7_000] as [Int64]) {
            if operation != operations[0] { table.line.disturb("/v2/pg/partialRefund", .timeoutAfterCommit) }
            _ = try? await table.cancel(.refund(Money(3_000, .krw)), before: before, as: operation)
            let again = try await table.cancel(.refund(Money(3_000, .krw)), before: before, as: operation)
            names.append(again.reference)
        }
        let listed = try await table.verify(.inquiry, approving: false).cancellations.map(\.origin)
        #expect(listed == names.compactMap { $0.map { .provider($0) } })
        #expect(Set(names).count == 3)
    }

    @Test func allOfItDoneUnheardIsDoneUnderTheTransactionsName() async throws {
        var table = try await paid()
        let operation = OperationID(from: SystemRandomSource())
        table.line.disturb("/v2/pg/refund", .timeoutAfterCommit)
        _ = try? await table.cancel(.refund(FakeKGInicis.amount), as: operation)
        let again = try await table.cancel(.refund(FakeKGInicis.amount), as: operation)
        let reference = try #require(again.reference)
        let listed = try await table.verify(.inquiry, approving: false).cancellations.map(\.origin)
        #expect(listed == [.provider(reference)])
    }

    @Test func allOfItBySomebodyElseIsNotOurs() async throws {
        let table = try await paid()
        _ = try await table.cancel(.refund(FakeKGInicis.amount))
        let error = await #expect(throws: ProviderError.self) {
            _ = try await table.cancel(.refund(FakeKGInicis.amount))
        }
        #expect(error?.code == .conflict)
    }

    @Test func moreThanIsLeftIsRefused() async throws {
        let table = try await paid()
        _ = try await table.cancel(.refund(Money(3_000, .krw)))
        #expect(try await table.cancel(.refund(Money(11_000, .krw))).word == "refused 500628")
        #expect(try await table.cancel(.refund(FakeKGInicis.amount)).word == "refused 500627")
        #expect(await table.books.cancelled == 3_000)
    }

    @Test(arguments: [
        (Disturbance.unreachable, ProviderError.Code.temporary), (.timeoutBeforeCommit, .unknown),
        (.timeoutAfterCommit, .unknown), (.serverErrors, .unknown), (.truncated, .unknown), (.misencoded, .unknown),
    ])
    func onlyARefundThatWasNotSentSurelyDidNothing(disturbance: Disturbance, code: ProviderError.Code) async throws {
        let table = try await paid()
        table.line.disturb("/v2/pg/refund", disturbance)
        let error = await #expect(throws: ProviderError.self) {
            _ = try await table.cancel(.refund(FakeKGInicis.amount))
        }
        #expect(error?.code == code)
    }

    @Test func aRefusalThatCannotBeLookedUpIsUnknown() async throws {
        let table = try await paid()
        _ = await table.fake.tell(.errorInside)
        #expect(try await table.cancel(.refund(FakeKGInicis.amount)).word == "refused 500999")
        table.line.disturb("/v2/pg/inquiry", .unreachable)
        let error = await #expect(throws: ProviderError.self) {
            _ = try await table.cancel(.refund(FakeKGInicis.amount))
        }
        #expect(error?.code == .unknown)
    }

    @Test func aTransactionThatACrashLostIsLookedUp() async throws {
        var table = try await paid()
        table.payment.state = nil
        #expect(try await table.cancel(.refund(FakeKGInicis.amount)).word == "done")
    }

    @Test func anUnpaidAccountIsClosedByTheRefundOfNothing() async throws {
        var table = try await InicisTable()
        _ = try await table.settle(.choosesDeposit)
        #expect(try await table.cancel(.void, before: 0).word == "done")
        #expect(Set(try data(of: table).keys) == ["tid", "msg"])
        #expect(try await table.verify(.inquiry, approving: false).status == .expired)
        #expect(await table.books == FakeBooks())
    }

    @Test func aVoidThatCameTooLateSaysSo() async throws {
        let table = try await deposited()
        #expect(try await table.cancel(.void, before: 0).word == "already paid")
        #expect(await table.books.cancelled == 0)
    }

    @Test func whatWasNeverApprovedNeedsNoClosing() async throws {
        let table = try await InicisTable()
        #expect(try await table.cancel(.void, before: 0).word == "done")
        #expect(table.line.paths == ["/v2/pg/inquiry"])
    }
}
