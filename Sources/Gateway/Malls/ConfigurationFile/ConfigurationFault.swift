/// One thing that is wrong with the configuration, where, and what to do about it. It never repeats a secret.
public struct ConfigurationFault: Hashable, Sendable, CustomStringConvertible {
    /// `malls.demomall.shops.2.account.secretKey`.
    public let place: String
    /// Reads behind the place: `is missing`.
    public let problem: String
    /// A whole sentence without its full stop.
    public let mend: String

    public var description: String { "\(place): \(problem). \(mend)." }
}

/// All that is wrong with the configuration, in the order of the file.
public struct ConfigurationFaults: Error, Hashable, Sendable, CustomStringConvertible {
    public let faults: [ConfigurationFault]

    /// One line each.
    public var description: String { faults.map(\.description).joined(separator: "\n") }
}
