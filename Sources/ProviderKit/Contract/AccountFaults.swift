/// Gathers what is wrong with an account while a module is made, so that a deployer hears of all of it at once.
///
/// ```swift
/// var faults = AccountFaults()
/// let key = faults.take(try account.require("secretKey"))
/// let mode = faults.take(try Mode(account.settings))
/// guard let key, let mode else { throw faults.error }
/// ```
public struct AccountFaults: Sendable {
    private var errors: [ProviderError] = []

    public init() {}

    public var isEmpty: Bool { errors.isEmpty }

    /// - Parameter part: A part of the module, made of the account.
    /// - Returns: The part; `nil` where it could not be made, and its faults are kept.
    @discardableResult
    public mutating func take<Value>(_ part: @autoclosure () throws(ProviderError) -> Value) -> Value? {
        do { return try part() } catch {
            errors.append(error)
            return nil
        }
    }

    public mutating func add(_ fault: AccountFault) { errors.append(ProviderError(fault)) }

    /// All faults in one error; the first error as it was, where none has a place.
    public var error: ProviderError {
        var faults: [AccountFault] = []
        for fault in errors.flatMap(\.faults) where !faults.contains(fault) { faults.append(fault) }
        return faults.isEmpty ? errors.first ?? ProviderError(faults) : ProviderError(faults)
    }
}
