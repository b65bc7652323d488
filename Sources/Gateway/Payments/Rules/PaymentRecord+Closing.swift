import ProviderKit

/// What the PG's word on an attempt says of closing it, whichever answer the closing itself got.
///
/// A void that the PG has accepted, or whose answer never came, has no other end: no list of cancellations names it.
extension PaymentRecord {
    /// The attempt is over, and nobody has paid: nothing is left to close.
    mutating func endVoids(by status: PaymentSnapshot.Status, proof: InquiryProof, at now: Timestamp) {
        guard payment.state.isDead else { return }
        for index in openVoids where status.proves(closed: cancellations[index], by: proof) {
            finish(index, as: .done, at: now)
        }
    }

    /// The attempt is paid. Only where all of it went back is it closed all the same.
    mutating func endVoids(ofPaid snapshot: PaymentSnapshot, at now: Timestamp) {
        let isGone = snapshot.cancelled == snapshot.paid
        for index in openVoids {
            if !isGone { cancellations[index].reason = .wasPaidBefore }
            finish(index, as: isGone ? .done : .refused, at: now)
        }
    }

    /// An operator says that the attempt is paid. What was not sent yet is not sent any more.
    mutating func endVoids(ofPaidBy name: String, at now: Timestamp) {
        for index in openVoids where cancellations[index].state == .reserved {
            cancellations[index].reason = .wasPaidBefore
            finish(index, as: .refused, by: name, at: now)
        }
    }

    private var openVoids: [Int] {
        cancellations.indices.filter { cancellations[$0].kind == .void && !cancellations[$0].isOver }
    }
}

extension Payment.Reason {
    /// Why a void came to nothing.
    static let wasPaidBefore = Self(code: "", message: "was paid before it could be closed")
}

extension PaymentSnapshot.Status {
    /// Whether a PG that says so takes no money any more for an attempt that was to be closed.
    ///
    /// - Parameters:
    ///   - void: The closing.
    ///   - proof: What an inquiry at this PG proves.
    /// - Returns: `false` where somebody may still pay.
    func proves(closed void: CancellationEntry, by proof: InquiryProof) -> Bool {
        switch self {
        case .expired, .reversed: true
        case .absent: proof == .presenceAndAbsence
        // What was on its way does not come. A session that another took the place of may take the next card.
        case .declined: void.origin != .superseded
        default: false
        }
    }
}
