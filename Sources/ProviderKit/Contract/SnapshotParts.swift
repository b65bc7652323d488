/// One cancellation as the PG knows it.
public struct CancellationRecord: Hashable, Sendable {
    public enum State: String, Hashable, Sendable, Codable {
        case done, pending, refused
    }

    /// Who made it.
    public enum Origin: Hashable, Sendable {
        /// This gateway: the PG gave our operation id back.
        case operation(OperationID)
        /// Known to the PG by an id of its own; made in its console, or by us where it keeps no operation id. A refund
        /// of ours has the id here that ``CancellationOutcome/done(reference:)`` named when it was made.
        case provider(String)
    }

    public let origin: Origin
    public let amount: Money
    public let state: State

    public init(_ origin: Origin, amount: Money, state: State) {
        self.origin = origin
        self.amount = amount
        self.state = state
    }
}

/// An account that the buyer is to transfer to.
public struct VirtualAccount: Hashable, Sendable, Codable {
    public let bank: String
    public let number: String
    public let holder: String
    /// When it is closed.
    public let expires: Timestamp?

    public init(bank: String, number: String, holder: String, expires: Timestamp?) {
        self.bank = bank
        self.number = number
        self.holder = holder
        self.expires = expires
    }
}

/// Where goods go, as a wallet knows it.
public struct ShippingAddress: Hashable, Sendable, Codable {
    public let name: String
    public let lines: [String]
    public let city: String
    public let district: String
    public let state: String
    public let postalCode: String
    /// Two letters, ISO 3166-1.
    public let country: String
    public let phone: String

    public init(
        name: String,
        lines: [String],
        city: String,
        district: String,
        state: String,
        postalCode: String,
        country: String,
        phone: String
    ) {
        self.name = name
        self.lines = lines
        self.city = city
        self.district = district
        self.state = state
        self.postalCode = postalCode
        self.country = country
        self.phone = phone
    }
}
