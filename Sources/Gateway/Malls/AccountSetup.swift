import ProviderKit

/// All that an instance of a module is made from: one made from an equal setup need not be made anew.
struct AccountSetup: Hashable, Sendable {
    let instance: ProviderInstance
    let fields: [String: [Secret]]
}
