import ProviderKit

/// A buyer has come back and waits for an answer.
extension SettlementService {
    /// How long a return waits for an answer to build on.
    static let returnPatience = Duration.seconds(20)

    /// Settles by a buyer's return: whatever happens, there is a payment to answer from when this returns.
    ///
    /// An answer that leaves things unknown is followed by more tries under the same approval, until the buyer has
    /// waited long enough. A forged return changes nothing, but the PG is asked all the same, as often as its account
    /// bears. A shutdown that begins meanwhile changes nothing: a synchronous return's answer is the last word to Cafe24
    /// (ledger, rule 11), and no new returns come in by then.
    ///
    /// - Parameters:
    ///   - key: The payment.
    ///   - message: The browser's request; `nil` where it is too large to be a PG's: then the PG is only looked at.
    ///   - door: By which address it came; only the success door asks for an approval.
    /// - Returns: The payment as it stands when the buyer is sent on.
    /// - Throws: The database's error.
    func settleReturn(_ key: PaymentKey, _ message: InboundMessage?, via door: ReturnDoor) async throws -> Payment {
        let deadline = clock.now() + Self.returnPatience
        var evidence = message.map { Evidence.returned($0, via: door) } ?? .inquiry
        var (tries, hasBegun) = (0, false)
        var isHeard = try await mayAsk(evidence, via: door, key)
        while isHeard {
            let settlement = try await settle(key, by: evidence, via: door, repeating: hasBegun, until: deadline)
            hasBegun = hasBegun || settlement.hasBegun
            if settlement.failure?.code == .rejectedMessage, evidence.isReturn {
                evidence = .inquiry
                isHeard = takesBudget(settlement.payment)
                continue
            }
            guard settlement.isWorthAnotherTry, try await pause(after: &tries, settlement.payment, until: deadline)
            else { return settlement.payment }
        }
        return try await current(key).payment
    }

    /// A message that nobody took says nothing. An approval in doubt is repeated with its own evidence all the same.
    private func settle(
        _ key: PaymentKey,
        by evidence: Evidence,
        via door: ReturnDoor,
        repeating: Bool,
        until deadline: Timestamp
    ) async throws -> Settlement {
        guard evidence.isReturn else {
            return try await lookAgain(at: try await current(key).payment, by: "buyer", until: deadline)
        }
        return try await settle(
            key,
            evidence,
            approving: door == .success,
            repeating: repeating,
            by: "buyer",
            until: deadline
        )
    }

    /// Whoever has the key can come back as often as he likes: so many returns to a payment are heard in a minute, and
    /// those that ask for no approval are answered from the account's inquiries.
    private func mayAsk(_ evidence: Evidence, via door: ReturnDoor, _ key: PaymentKey) async throws -> Bool {
        guard returns.admits(key.text) else { return false }
        if evidence.isReturn, door == .success { return true }
        return takesBudget(try await current(key).payment)
    }

    /// Waits for the next try, and longer where the account's inquiries are used up.
    ///
    /// - Returns: `false` where the buyer would have waited too long.
    private func pause(after tries: inout Int, _ payment: Payment, until deadline: Timestamp) async throws -> Bool {
        repeat {
            let gap = Self.gaps[min(tries, Self.gaps.count - 1)]
            guard clock.now() + gap < deadline else { return false }
            try await clock.sleep(for: gap)
            tries += 1
        } while !takesBudget(payment)
        return true
    }
}

extension SettlementService.Settlement {
    /// Whether asking again soon may bring an answer.
    fileprivate var isWorthAnotherTry: Bool {
        if payment.state == .unknown || payment.state == .settling { return true }
        // A review or a capture may take seconds; a deposit takes days. Where the redirect binds nothing, nobody waits.
        if payment.state == .pending, payment.providerStatus != .pending(.deposit) {
            return payment.flow == .synchronous
        }
        return failure?.code == .temporary && !payment.isConclusive
    }
}
