import ProviderKit

extension ConformanceSubject {
    func wrongAmount() async throws {
        try await atEachLook(.wrongAmount) { told in
            try expect(
                told.status != .paid || told.paid.minorUnits != amount.minorUnits,
                "the PG's own, wrong amount, or no \"paid\" at all",
                but: "the module says \(told.words)"
            )
        }
    }

    func wrongCurrency() async throws {
        try await atEachLook(.wrongCurrency) { told in
            try expect(
                told.status != .paid || told.paid.currency != amount.currency,
                "the PG's own, wrong currency, or no \"paid\" at all",
                but: "the module says \(told.words)"
            )
        }
    }

    func otherOrder() async throws {
        try await atEachLook(.otherOrder) { told in
            try expect(
                told.status != .paid,
                "no \"paid\" by an answer about another order",
                but: "the module says \(told.words)"
            )
        }
    }

    func unknownStatus() async throws {
        try await atEachLook(.unknownStatus) { told in
            if case .unknown = told.status { return }
            try expect(told.status == .reversed, "unknown, and no guess", but: "the module says \(told.words)")
        }
    }

    /// The PG refuses with status 200, first an approval, then a refund.
    func errorInside() async throws {
        var scene = try await (try makeTrial()).open()
        let back = try await scene.pays()
        try await scene.trial.tell(.errorInside)
        if scene.trial.provider.approver == .gateway { try await scene.expectRefusedApproval(by: back) }

        let paid = try await (try makeTrial()).paid()
        try await paid.trial.tell(.errorInside)
        let words: String
        do throws(ProviderError) {
            let outcome = try await paid.refund(paid.part)
            words = outcome.isRefused ? "" : outcome.words
        } catch {
            words = "\(error)"
        }
        let books = await paid.books
        try expect(
            words.isEmpty && books.refunds == 0,
            "a refused refund",
            but: "it was \(words.isEmpty ? "refused" : words), and the books say \(books.words)"
        )
    }

    /// Has the PG lie to an approval, and on another bench to an inquiry into what is paid.
    ///
    /// An error is as good as any honest answer: nothing is believed.
    private func atEachLook(_ lie: Lie, _ judge: (PaymentSnapshot) throws -> Void) async throws {
        var approved = try await (try makeTrial()).open()
        let back = try await approved.pays()
        try await approved.trial.tell(lie)
        if let told = try await approved.believed({ try await $0.settle(by: back) }) { try judge(told) }

        guard manifest.inquiry != .nothing else { return }
        var paid = try await (try makeTrial()).paid()
        try await paid.trial.tell(lie)
        if let told = try await paid.believed({ try await $0.inquire() }) { try judge(told) }
    }
}

extension Trial {
    /// - Throws: ``NotApplicable`` where this PG can't say so.
    func tell(_ lie: Lie) async throws {
        guard await fake.tell(lie) else {
            throw NotApplicable("the PG's answers have nothing that could be a \(lie.rawValue)")
        }
    }
}

extension Scene {
    /// A decline is in the snapshot; what the PG surely refused may be an error that says so.
    fileprivate mutating func expectRefusedApproval(by back: BuyerReturn) async throws {
        let told: PaymentSnapshot
        do throws(ProviderError) {
            told = try await settle(by: back)
        } catch {
            return try expect(error.code == .invalidRequest, "a refused approval", but: "it is \(error)")
        }
        try expect(told.status.isRefusal, "a refused approval", but: "the module says \(told.words)")
        try await expectHonest(told)
    }

    /// What the module makes of a lie; `nil` where it throws, as it may while it cannot know.
    fileprivate mutating func believed(
        _ look: (inout Scene) async throws -> PaymentSnapshot
    ) async throws -> PaymentSnapshot? {
        do {
            return try await look(&self)
        } catch let error as ProviderError {
            try expect(
                ![.temporary, .invalidRequest].contains(error.code),
                "unknown or conflict for an answer that contradicts us",
                but: "it is \(error)"
            )
            return nil
        }
    }
}

extension PaymentSnapshot.Status {
    /// The PG said no, for good or to this one try.
    fileprivate var isRefusal: Bool {
        switch self {
        case .declined, .buyerActs: true
        default: false
        }
    }
}
