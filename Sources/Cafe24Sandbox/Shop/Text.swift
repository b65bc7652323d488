/// A text in every language of the shop.
struct Text: Sendable, Equatable {
    let english: String
    let korean: String

    func callAsFunction(_ language: Language) -> String {
        switch language {
        case .english: english
        case .korean: korean
        }
    }
}
