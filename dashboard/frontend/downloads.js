// Links to files that the app serves itself; a link, not a button, so that the browser takes the file as it comes.
export default function ({ data, parentElement }) {
  const root = parentElement.querySelector("#downloads")
  if (!root) return
  root.replaceChildren()
  const list = document.createElement("dl")
  for (const file of data.files || []) {
    const label = document.createElement("dt")
    label.textContent = file.label
    if (file.note) {
      const note = document.createElement("small")
      note.textContent = file.note
      label.append(note)
    }
    const links = document.createElement("dd")
    for (const [text, href] of file.links) {
      if (!/^download\//.test(href)) continue
      const link = document.createElement("a")
      link.textContent = text
      link.href = href
      link.download = ""
      link.setAttribute("aria-label", `${file.label} as ${text}`)
      links.append(link)
    }
    list.append(label, links)
  }
  root.append(list)
}
