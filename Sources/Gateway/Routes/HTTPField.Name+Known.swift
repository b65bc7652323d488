import HTTPTypes

extension HTTPField.Name {
    /// Keys stand in addresses here, so no address may travel as a referrer.
    static let referrerPolicy = Self.known("Referrer-Policy")
    /// What a browser fetches an answer for (Fetch Metadata).
    static let secFetchDest = Self.known("Sec-Fetch-Dest")
    static let xForwardedFor = Self.known("X-Forwarded-For")

    /// A name that is written as a token in this source; any token is valid.
    static func known(_ name: String) -> HTTPField.Name {
        HTTPField.Name(name) ?? .contentType
    }
}
