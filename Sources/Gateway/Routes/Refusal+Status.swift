import HTTPTypes

extension Refusal {
    /// - Parameter business: The status of business refusals, `refusalStatus` in `providers.json`.
    /// - Returns: The status of the answer.
    func status(business: Int) -> HTTPResponse.Status {
        switch kind {
        case .request: .badRequest
        case .business: HTTPResponse.Status(code: business)
        case .notFound: .notFound
        case .forbidden: .forbidden
        case .tooLarge: .contentTooLarge
        case .tooMany: .tooManyRequests
        case .late: .requestTimeout
        case .unavailable: .serviceUnavailable
        }
    }
}
