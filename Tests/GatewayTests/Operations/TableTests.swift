import ProviderKit
import Testing

@testable import Gateway

/// A table closes with how much there is that wants a person's eye; JSON is for programs and has the rows alone.
@Suite struct TableTests {
    private let tally = Tally(unread: 2, flagged: 1, waiting: 4, parked: 3)

    @Test(arguments: [[Payment.sample()], []])
    func paymentsAreCounted(payments: [Payment]) {
        let table = PaymentTable(payments, tally: tally)
        let lines = table.text.split(separator: "\n")
        #expect(lines.last == "\(payments.count) listed; in all 2 unread, 1 flagged")
        #expect(lines.first?.hasPrefix(payments.isEmpty ? "no payments" : "KEY") == true)
        #expect(!table.json.contains("in all"))
    }

    @Test func notificationsAreCounted() {
        let table = NotificationTable([], tally: tally)
        #expect(table.text == "no notifications\n0 listed; in all 4 waiting, 3 parked")
        #expect(table.json == "[]")
    }
}
