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
        do throws(OutsideURLFault) {
            let url = try OutsideURL(text)
            if self.mall(mall)?.origins.admission(of: url) != nil { return text }
        } catch {
            throw Refusal(.request, "\(field) \(error)")
        }
        throw Refusal(.request, "\(field) is not an address of this mall")
    }
}
