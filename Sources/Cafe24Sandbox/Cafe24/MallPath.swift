/// Where Cafe24's shops are called back, with the names of Cafe24's own scripts.
enum MallPath {
    static let returned = "/Pay/Recv/openpg/PayReceiveRtnPage.php"
    static let notified = "/Pay/Recv/openpg/PayReceiveNoty.php"
}
