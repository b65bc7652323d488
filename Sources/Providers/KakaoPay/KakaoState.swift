import ProviderKit

/// What is remembered of a payment. Nothing of it is in the buyer's return.
struct KakaoState: Codable, Hashable, Sendable {
    /// KakaoPay's name for the payment.
    let tid: String
    /// The approval must name the same user as the opening.
    let userID: String
    /// When our own session is over: KakaoPay has no word for that.
    let expires: Timestamp

    /// How long after that a buyer may still be on his way back.
    static let grace = Duration.seconds(600)
}

extension PaymentReference {
    /// `nil` for a payment whose opening was never answered: nobody can pay it.
    func kakaoState() throws(ProviderError) -> KakaoState? {
        try state?.value(as: KakaoState.self)
    }
}
