"""What goes with a course as a whole."""

from collections.abc import Iterable

from apps.courses import operations
from apps.courses.admin.desks import fields
from apps.courses.admin.desks.desk import Desk, DeskForm, Edited
from apps.courses.data import CourseMaterialData, MaterialKind


class AddMaterial(DeskForm):
    """Add a file, a link or a reference."""

    deed = "add"
    label = "Add a material"
    done = "Material added."

    name = fields.line("Name", most=100)
    kind = fields.choice("Kind", fields.words_of(MaterialKind))
    url = fields.line("Address", most=2_000, hint="Where it is: https://…")
    description = fields.line("Good for", most=300, required=False)
    size_bytes = fields.number("Size in bytes", least=1, hint="Of a file, if it is known.")

    def do(self, edited: Edited) -> None:
        said = self.said | {"kind": MaterialKind(self.said["kind"])}
        operations.add_material(material=CourseMaterialData(**said), **edited)


class RemoveMaterial(DeskForm):
    """Remove one."""

    deed = "remove"
    done = "Material removed."

    material_id = fields.hidden()

    def do(self, edited: Edited) -> None:
        operations.remove_material(material_id=self.said["material_id"], **edited)


class MaterialsDesk(Desk):
    """The materials of a course."""

    title = "Materials"
    template = "courses/admin/materials.html"

    def forms(self) -> Iterable[DeskForm]:
        return self.make(AddMaterial), self.make(RemoveMaterial)
