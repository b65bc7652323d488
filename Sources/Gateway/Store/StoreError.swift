/// What a store says besides its database's own errors.
public enum StoreError: Error, Hashable, Sendable {
    case noSuchPayment
    /// Another attempt of the same order is the one that may be approved.
    case orderHeldElsewhere
    /// Another payment at the same account goes by this reference of the PG already.
    case referenceTaken
}
