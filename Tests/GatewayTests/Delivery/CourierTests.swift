import Cafe24Sandbox
import HTTPTypes
import ProviderKit
import Synchronization
import Testing

@testable import Gateway

/// Rule 5: at least once, in order for each payment, until the mall says OK.
@Suite(.timeLimit(.minutes(1)))
struct CourierTests {
    @Test func whatIsTakenIsSentOnceAndCountsAsTold() async throws {
        let mall = FakeMall()
        try await mall.serving { origin in
            let fixture = try GatewayFixture(malls: [origin])
            let payment = try await fixture.paid(telling: "\(origin)/noty")
            for _ in 0..<3 { await fixture.core.courier.deliverDue() }
            #expect(mall.messages.count == 1)
            #expect(try await fixture.outbox().map(\.state) == [.delivered])
            #expect(try await fixture.payment(payment.key.text).verdict == .paid)
        }
    }

    @Test func whatIsNotTakenIsSentAgainWhenItIsDue() async throws {
        let mall = FakeMall()
        mall.reply("busy", status: .internalServerError)
        mall.reply(#"{"result":"NO"}"#)
        try await mall.serving { origin in
            let fixture = try GatewayFixture(malls: [origin])
            let payment = try await fixture.paid(telling: "\(origin)/noty")
            for attempt in 1...2 {
                await fixture.core.courier.deliverDue()
                await fixture.core.courier.deliverDue()
                let entry = try #require(try await fixture.outbox().first)
                #expect(entry.state == .waiting)
                #expect(entry.attempts == attempt)
                #expect(entry.trouble?.isEmpty == false)
                #expect(try await fixture.payment(payment.key.text).verdict == .none)
                try await fixture.core.clock.sleep(for: .seconds(attempt == 1 ? 12 : 72))
            }
            await fixture.core.courier.deliverDue()
            #expect(mall.messages.count == 3)
            #expect(try await fixture.outbox().map(\.state) == [.delivered])
        }
    }

    @Test func aLaterMessageOfOnePaymentWaitsForTheEarlierOne() async throws {
        let mall = FakeMall()
        mall.reply("no", status: .badGateway)
        try await mall.serving { origin in
            let fixture = try GatewayFixture(malls: [origin])
            let payment = try await fixture.paid(telling: "\(origin)/noty")
            let request = CancellationRequest(
                amount: Money(12_000, .krw),
                amountText: "12000.00",
                notificationURL: "\(origin)/noty"
            )
            let decision = try await fixture.core.cancellation.decide(request, of: payment.key, origin: .operator)
            guard case .operation(let operation) = decision else { throw Unexpected() }
            try await fixture.core.store.change(payment.key) { record in
                guard let index = record.cancellations.firstIndex(where: { $0.operation == operation }) else { return }
                record.finish(index, as: .done, at: .after(0))
            }
            await fixture.core.courier.deliverDue()
            await fixture.core.courier.deliverDue()
            #expect(mall.messages.count == 1)
            try await fixture.core.clock.sleep(for: .seconds(15))
            for _ in 0..<2 { await fixture.core.courier.deliverDue() }
            let types = mall.messages.map { (try? SandboxJSON(parsing: $0.body))?["request_type"]?.text }
            #expect(types == ["payment", "payment", "cancelnoty"])
        }
    }

    @Test func afterThreeDaysItIsParkedUntilAPersonSendsItAgain() async throws {
        let mall = FakeMall()
        for _ in 0..<100 { mall.reply("no", status: .notFound) }
        try await mall.serving { origin in
            let fixture = try GatewayFixture(malls: [origin])
            try await fixture.paid(telling: "\(origin)/noty")
            for _ in 0..<500 where try await fixture.outbox().first?.state == .waiting {
                await fixture.core.courier.deliverDue()
                try await fixture.core.clock.sleep(for: .seconds(3600))
            }
            let entry = try #require(try await fixture.outbox().first)
            #expect(entry.state == .parked)
            #expect(entry.attempts == mall.messages.count)
            await fixture.core.courier.deliverDue()
            #expect(mall.messages.count == entry.attempts)

            mall.forget()
            #expect(try await fixture.core.store.replayNotification(entry.id, at: fixture.core.clock.now()))
            await fixture.core.courier.deliverDue()
            #expect(mall.messages.count == entry.attempts + 1)
            #expect(try await fixture.outbox().map(\.state) == [.delivered])
        }
    }

    /// The mall may be down for a while yet when somebody has sent it again.
    @Test func whatIsSentAgainByHandHasItsThreeDaysAnew() async throws {
        let mall = FakeMall()
        for _ in 0..<100 { mall.reply("no", status: .notFound) }
        try await mall.serving { origin in
            let fixture = try GatewayFixture(malls: [origin])
            try await fixture.paid(telling: "\(origin)/noty")
            #expect(try await sendUntilParked(fixture) > 10)
            let before = try #require(try await fixture.outbox().first)
            #expect(try await fixture.core.store.replayNotification(before.id, at: fixture.core.clock.now()))
            #expect(try await sendUntilParked(fixture) > 10, "counted from the replay")
            #expect(try await fixture.outbox().map(\.created) == [before.created], "when it happened stays")
        }
    }

    /// How many attempts it takes.
    private func sendUntilParked(_ fixture: GatewayFixture) async throws -> Int {
        for _ in 0..<500 where try await fixture.outbox().first?.state == .waiting {
            await fixture.core.courier.deliverDue()
            guard let next = try await fixture.outbox().first?.nextAttempt else { break }
            try await fixture.core.clock.sleep(for: next - fixture.core.clock.now())
        }
        return try await fixture.outbox().first?.attempts ?? 0
    }

    @Test func anAddressThatIsNotTheMallsAnyMoreIsNotCalled() async throws {
        let mall = FakeMall()
        try await mall.serving { origin in
            let fixture = try GatewayFixture(malls: [])
            try await fixture.paid(telling: "\(origin)/noty")
            await fixture.core.courier.deliverDue()
            #expect(mall.messages.isEmpty)
            let entry = try #require(try await fixture.outbox().first)
            #expect(entry.state == .waiting)
            #expect(entry.trouble?.contains("not one of the mall's") == true)
        }
    }

    @Test func aMallThatNeverAnswersDelaysNobodyElse() async throws {
        let (dead, alive) = (FakeMall(), FakeMall())
        let (held, taken) = (Gate(), Gate())
        for _ in 0..<20 {
            dead.reply {
                await held.pass()
                return FakeMall.response()
            }
        }
        alive.reply {
            taken.open()
            await taken.pass()
            return FakeMall.response()
        }
        try await dead.serving { deadOrigin in
            try await alive.serving { aliveOrigin in
                let fixture = try GatewayFixture(malls: [deadOrigin, aliveOrigin], clock: SystemClock())
                for number in 0..<10 {
                    try await fixture.paid(order: "20261122-10000\(number)", telling: "\(deadOrigin)/noty")
                }
                try await fixture.paid(order: "20261122-2000000", mall: "scriptmall", telling: "\(aliveOrigin)/noty")
                let turns = Turns(every: .milliseconds(100)) { await fixture.core.courier.takeUpWhatIsDue(in: &$0) }
                let courier = Task { await turns.run() }
                await taken.arrival()
                #expect(dead.messages.count <= 4)
                held.open()
                courier.cancel()
                await courier.value
            }
        }
    }

    /// A mall has any number of hosts, and a look-up goes on when its delivery was given up.
    @Test func aMallWhoseNamesAreNeverFoundDelaysNobodyElse() async throws {
        let (alive, silent) = (FakeMall(), Gate())
        let asked = Mutex<Set<String>>([])
        let names = EgressPolicy { host, _ in
            asked.withLock { _ = $0.insert(host) }
            await Task { await silent.pass() }.value
            return []
        }
        try await alive.serving { origin in
            let fixture = try GatewayFixture(malls: [origin], clock: SystemClock())
            for number in 0..<10 {
                let address = "https://m\(number).demomall.cafe24.com/noty"
                try await fixture.paid(order: "20261122-10000\(number)", telling: address)
            }
            var courier = fixture.core.courier
            courier.post = MallPost(egress: names, patience: .milliseconds(50))
            for turn in 1...3 {
                try await fixture.paid(order: "20261122-200000\(turn)", mall: "scriptmall", telling: "\(origin)/noty")
                await withDiscardingTaskGroup { group in await courier.takeUpWhatIsDue(in: &group) }
                #expect(asked.withLock { $0.count } == 4)
                #expect(alive.messages.count == turn)
            }
        }
        silent.open()
    }
}
