import ProviderKit

extension Scene {
    /// What a snapshot says of money must stand in the PG's books.
    func expectHonest(_ snapshot: PaymentSnapshot) async throws {
        let books = await books
        switch snapshot.status {
        case .paid:
            try expect(
                books.paid == snapshot.paid.minorUnits && books.paid > 0,
                "\"paid\" only where the PG has taken the money",
                but: "the module says \(snapshot.words) while the books say \(books.words)"
            )
        case .pending, .unknown: break
        case .open, .abandoned, .declined, .buyerActs, .expired, .reversed, .absent:
            try expect(
                books.paid == books.cancelled,
                "\"not paid\" only where the PG keeps no money",
                but: "the module says \(snapshot.words) while the books say \(books.words)"
            )
        }
    }

    /// Codes that say "surely nothing happened" must be right about it.
    func expectHonest(_ error: ProviderError, since before: FakeBooks) async throws {
        guard error.code == .temporary || error.code == .invalidRequest else { return }
        let books = await books
        try expect(
            books == before,
            "\(error.code.rawValue) only where surely nothing happened",
            but: "the books went from \(before.words) to \(books.words)"
        )
    }

    /// However it went, it went once: paid with one charge, or nothing kept.
    func expectSettled(_ snapshot: PaymentSnapshot) async throws {
        try await expectHonest(snapshot)
        let books = await books
        try expect(
            books.charges <= 1,
            "money to be taken once",
            but: "the books say \(books.words)"
        )
        if case .unknown = snapshot.status {
            try expect(false, "a settled payment once the line is quiet", but: "it is still \(snapshot.words)")
        }
        if snapshot.status == .paid {
            try expect(snapshot.paid == order.amount, "all of \(order.amount)", but: "it is \(snapshot.words)")
        }
    }
}

extension PaymentSnapshot {
    /// Whether it says for good that nothing was paid.
    var isFinalNo: Bool {
        switch status {
        case .declined, .expired, .abandoned, .absent: true
        case .open, .pending, .paid, .buyerActs, .reversed, .unknown: false
        }
    }

    /// Whether it says, for good or not, that nothing was paid.
    var isNotPaid: Bool {
        switch status {
        case .declined, .expired, .abandoned, .absent, .open, .buyerActs: true
        case .pending, .paid, .reversed, .unknown: false
        }
    }

    /// What two looks at an unchanged payment have in common.
    func isSame(as other: PaymentSnapshot) -> Bool {
        status == other.status && paid == other.paid && cancelled == other.cancelled
            && transactionID == other.transactionID && method == other.method
    }

    /// For a failure's sentence.
    var words: String { "\(status), paid \(paid), given back \(cancelled)" }
}

extension FakeBooks {
    var words: String { "paid \(paid) in \(charges), given back \(cancelled) in \(refunds)" }
}
