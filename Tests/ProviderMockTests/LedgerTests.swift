import ProviderKit
import Testing

@testable import ProviderMock

struct LedgerTests {
    @Test func anEmptyLedgerIsAnEmptyArray() async throws {
        let answer = try await Shop().operate("GET", "/ledger")
        #expect(answer.text == "[]")
        #expect(answer.headers["content-type"] == "application/json")
    }

    @Test func aRowHasTheKeyAndWholeNumbersOfMinorUnits() async throws {
        let shop = try Shop()
        let visit = try await shop.paid(Money(306_500, .usd))
        _ = try await visit.refund(500, remaining: 306_500)
        let expected = """
            [{"amount":306500,"calls":{"cancel":1,"checkout":1,"verify":0},"cancelled":500,"currency":"USD",\
            "paid":306500,"reference":"\(visit.order.key.text)","status":"paid"}]
            """
        #expect(try await shop.operate("GET", "/ledger").text == expected)
    }

    @Test func moreRowsThanOnePageAreAllThere() async throws {
        let shop = try Shop()
        var keys: Set<String> = []
        for _ in 0..<1001 {
            let order = shop.order()
            keys.insert(order.key.text)
            _ = try await shop.mock.checkout(order)
        }
        let rows = try await shop.ledger()
        #expect(rows.count == 1001)
        #expect(Set(rows.map(\.reference)) == keys)
    }

    @Test func faultsAreNoRows() async throws {
        let shop = try Shop()
        try await shop.fault("verify", "hang", count: 3)
        #expect(try await shop.ledger().isEmpty)
    }
}
