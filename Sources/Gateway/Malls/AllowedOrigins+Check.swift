extension AllowedOrigins {
    /// An address that a request named, if it is one of the mall's own.
    ///
    /// - Parameters:
    ///   - text: The address as it came.
    ///   - field: Its field, for the refusal.
    /// - Returns: The address.
    /// - Throws: ``Refusal``.
    func checked(_ text: String, _ field: String) throws(Refusal) -> OutsideURL {
        do throws(OutsideURLFault) {
            let url = try OutsideURL(text)
            if admission(of: url) != nil { return url }
        } catch {
            throw Refusal(.request, "\(field) \(error)")
        }
        throw Refusal(.request, "\(field) is not an address of this mall")
    }
}

extension MallDirectory {
    /// An address that a request named, as it came, if it is one of the mall's own.
    ///
    /// - Parameters:
    ///   - text: The address.
    ///   - field: Its field, for the refusal.
    ///   - mall: Whose address it must be.
    /// - Returns: `text`.
    /// - Throws: ``Refusal``.
    func checkedAddress(_ text: String, _ field: String, of mall: String) throws(Refusal) -> String {
        guard let origins = self.mall(mall)?.origins else {
            throw Refusal(.request, "\(field) is not an address of this mall")
        }
        return try origins.checked(text, field).text
    }
}
