import ProviderKit
import Testing

@testable import Gateway

/// From the intent to a session, and when the PG is asked about it (ledger, rule 7).
@Suite struct SessionRuleTests {
    /// Seconds since the last sign of life: when an inquiry was made, and when the next one is due.
    @Test(arguments: [
        (0, 15), (14, 15), (15, 30), (29, 30), (30, 60), (60, 120), (120, 180), (240, 300), (1740, 1800),
        (1800, 3600), (3600, 7200), (7200, 14_400), (14_400, 28_800), (28_800, 50_400), (50_400, 72_000),
        (72_000, nil), (1_000_000, nil),
    ])
    func gapsAreAMinuteUntilTheExpiryAndThenDoubleUpToSixHoursForADay(asked: Int, next: Int?) {
        let due = InquirySchedule.next(after: .after(asked), since: .start, until: .after(1800))
        #expect(due == next.map { .after($0) })
    }

    @Test func aSignOfLifeAfterTheExpiryIsFollowedForADayToo() {
        let due = InquirySchedule.next(after: .after(90_000), since: .after(90_000), until: .after(1800))
        #expect(due == .after(90_015))
    }

    @Test(arguments: [(Approver.gateway, 1800), (.provider, 16)])
    func whatOnlyTheGatewayCanApproveIsNotAskedAbout(approver: Approver, look: Int) {
        var record = PaymentRecord(.sample())
        record.sessionOpened(.sample("session-1"), approver: approver, at: .after(1))
        #expect(record.payment.state == .awaitingBuyer)
        #expect(record.payment.nextLook == .after(look))
        #expect(record.payment.references == ["session-1"])
        #expect(record.payment.lease.until <= .after(1))
    }

    @Test(arguments: [(900, 900), (3600, 1800)])
    func aSessionEndsNoLaterThanItsPayment(session: Int, expected: Int) {
        var record = PaymentRecord(.sample())
        let opened = CheckoutSession(.redirect("https://pg.example"), expires: .after(session))
        record.sessionOpened(opened, approver: .gateway, at: .after(1))
        #expect(record.payment.expires == .after(expected))
    }

    @Test func anAttemptThatCouldNotBeOpenedIsOver() {
        var record = PaymentRecord(.sample())
        record.openingFailed(ProviderError(.configuration, "wrong key", providerCode: "401"), at: .after(1))
        #expect(record.payment.state == .abandoned)
        #expect(record.payment.reason == .init(code: "401", message: "wrong key"))
        #expect(record.payment.nextLook == nil)
        #expect(record.payment.flags == [.misconfigured])
    }

    @Test(arguments: PaymentState.allCases)
    func onlyWhatNobodyCanHavePaidEndsByTheClock(_ state: PaymentState) throws {
        var record = try PaymentRecord.sample(state)
        record.rest(at: .after(1800))
        let end: [PaymentState: PaymentState] = [.opened: .abandoned, .awaitingBuyer: .expired]
        #expect(record.payment.state == end[state] ?? state)
        if record.payment.state.isDead { #expect(record.payment.nextLook == nil) }
    }

    /// Somebody has taken it up since it was read.
    @Test func whatIsBeingSettledDoesNotRest() throws {
        var record = try PaymentRecord.sample()
        let claim = try record.approve(at: .after(1799), lease: .seconds(75))
        record.rest(at: .after(1800))
        #expect(record.payment.state == .settling)
        #expect(record.payment.nextLook == .after(1874), "whoever comes after a crash finds it")
        _ = try record.verifyFailed(ProviderError(.unknown, "no answer"), claim, at: .after(1801))
        record.rest(at: .after(1802))
        #expect(record.payment.state == .unknown)
        #expect(record.payment.nextLook != nil)
    }

    @Test func aRepeatedRequestBringsNewerAddresses() throws {
        var record = try PaymentRecord.sample()
        var request = AttemptRequest.sample()
        request.returnURL = "https://mall.example/newer"
        request.extraData = nil
        record.requestRepeated(request, at: .after(50))
        #expect(record.payment.returnURL == "https://mall.example/newer")
        #expect(record.payment.extraData == nil)
        #expect(record.news.last?.kind == .requestRepeated)
    }
}
