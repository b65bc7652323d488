import HTTPTypes
import ProviderKit

/// Permission to call the API for some hours.
struct PayPalToken: Hashable, Sendable {
    /// Taken off the life of a token, so that none runs out on the way.
    private static let margin = Duration.seconds(60)

    private let text: Secret
    let expires: Timestamp

    /// - Parameters:
    ///   - grant: PayPal's answer.
    ///   - asked: Before the answer came; the life is counted from here.
    init(_ grant: Grant, asked: Timestamp) {
        text = Secret(grant.token)
        expires = asked + .seconds(grant.seconds) - Self.margin
    }

    var fields: HTTPFields { [.authorization: "Bearer \(text.exposed)"] }

    /// The answer of `POST /v1/oauth2/token`.
    struct Grant: Decodable {
        let token: String
        /// About nine hours, in seconds.
        let seconds: Int64

        enum CodingKeys: String, CodingKey {
            case token = "access_token"
            case seconds = "expires_in"
        }
    }
}
